/** Who caused a change and by which request; kept beside the change and in the audit log. */
export interface Origin {
  /** The name that histories show. */
  readonly actor: string;
  /** Of the user or API key; null for what the program does by itself. */
  readonly actorId: string | null;
  readonly requestId: string | null;
  readonly sourceAddress: string | null;
}

/** A change that no request caused. */
export const originOfProgram = (actor: string): Origin => ({
  actor,
  actorId: null,
  requestId: null,
  sourceAddress: null,
});
