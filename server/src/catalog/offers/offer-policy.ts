/** How one of several offers is chosen; among equals the cheaper, the faster, the preferred one. */
export const offerPolicies = ['cheapest_in_stock', 'preferred_supplier', 'lead_time'] as const;
export type OfferPolicy = (typeof offerPolicies)[number];

export interface OfferChoice {
  readonly policy: OfferPolicy;
  /** In which costs are compared. */
  readonly currency: string;
}
