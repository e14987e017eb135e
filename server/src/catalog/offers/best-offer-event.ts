/** Products whose best offer is another one now, decided together. */
export const BEST_OFFERS_EVENT = 'catalog.best-offers-changed';

export interface BestOffersEventPayload {
  readonly products: readonly {
    readonly productId: string;
    /** Null: nobody offers it any more. */
    readonly offerId: string | null;
    readonly previousOfferId: string;
    /** Code of the choice's reason. */
    readonly reason: string | null;
  }[];
}

/** Products of one event, which is one webhook: some hundred kilobytes. */
export const PRODUCTS_IN_EVENT = 1_000;
