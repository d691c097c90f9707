/** What the memory of the user's own code gave to the choice of a token. */
export interface MemoryShare {
  /** Its part of the distribution that was chosen from, 0 to 1; the rest is the model's. */
  readonly share: number;
  /** How many of the last tokens stood before, together, where it looked. */
  readonly match: number;
}
