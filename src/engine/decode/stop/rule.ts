import type { StopReason } from '../../../protocol/stop-reason';

/** Where a rule ends the text: everything before `end` is kept. */
export interface Stop {
  readonly end: number;
  readonly reason: StopReason;
}

/** Looks at all that was generated after the cursor so far; undefined lets generation go on. */
export type StopRule = (text: string) => Stop | undefined;
