import type { en } from './en';

/** The page's words, in one language. */
export type Text = typeof en;
