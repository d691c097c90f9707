/** Lets others go first, between two passes. Afterwards what is shared with them may have changed. */
export type Pause = () => Promise<void>;
