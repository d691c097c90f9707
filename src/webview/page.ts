import type { Format } from '../inspection/format';
import type { NextTokens } from '../inspection/next-tokens';
import type { Outcome } from '../inspection/outcome';
import type { FromPage } from '../protocol/panel';
import type { Analysis } from './model/analysis';
import type { PageState } from './model/state';
import type { PageEvent } from './model/update';
import type { Text } from './text/text';

/** What every part of the page draws from, and what it may do. A new one for every state. */
export interface Page {
  readonly state: PageState;
  readonly analysis: Analysis;
  readonly next: NextTokens | undefined;
  readonly outcome: Outcome | undefined;
  readonly text: Text;
  readonly format: Format;
  /** What screen readers are told. */
  readonly announcement: string;
  dispatch(event: PageEvent): void;
  send(message: FromPage): void;
}
