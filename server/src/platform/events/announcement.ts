/** Something that happened, as webhooks, live connections and notifications tell it under one name. */
export interface Announcement {
  /** The same for every telling of the same event: told twice, it is written once. */
  readonly key: string;
  /** A name of `CONTRACT`, as `import.completed`. */
  readonly type: string;
  readonly at: Date;
  /** Ids, counts and names; never a secret. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Live topics the event belongs to, as `imports/<id>`. */
  readonly topics: readonly string[];
  /** Page of the interface that shows it, from `/`. */
  readonly link?: string;
  /** Tells people in the interface only: the mail itself is what failed. */
  readonly neverMailed?: boolean;
}

/** Resolves once webhooks and notifications are written; rejects when db_core does not answer, to be called again. */
export type Announce = (event: Announcement) => Promise<void>;
