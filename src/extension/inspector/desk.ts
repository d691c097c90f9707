import type { Vocabulary } from '../../inspection/vocabulary';
import type { EngineError } from '../../protocol/errors';
import type { ScannedToken } from '../../protocol/inspection';
import type { CopyFormat, Frame, PanelModel, ScanScope } from '../../protocol/panel';
import type { SamplingSettings } from '../../sampling/settings';
import type { Front, Passage, Place } from './place';

/** What the page shows, and what is needed to read it. */
export interface Shown {
  readonly frame: Frame;
  readonly model: PanelModel;
  readonly vocabulary: Vocabulary;
}

/** What the inspector needs of the editor that it stands in. */
export interface Desk {
  front(): Front;
  /** Puts text where the cursor of that place stands; false when the document is no longer as it was. */
  insert(place: Place, text: string): Promise<boolean>;
  /** The text to scan; undefined when there is none, such as an empty selection. */
  passage(scope: ScanScope): Promise<Passage | undefined>;
  /** Tokens of a passage that were read so far, to be marked in the editor. */
  scanned(passage: Passage, vocabulary: Vocabulary, tokens: readonly ScannedToken[]): void;
  /** Whether surprising places are marked. */
  mark(on: boolean): void;
  reveal(document: string, start: number, end: number): Promise<void>;
  saveSettings(settings: SamplingSettings): Promise<void>;
  copy(text: string, format: CopyFormat): Promise<void>;
  openAsText(shown: Shown): Promise<void>;
  saveReplay(shown: Shown): Promise<void>;
  /** In the user's language. */
  explain(error: EngineError): string;
  restart(): Promise<void>;
  /** Gives the keyboard back to the editor. */
  leave(): Promise<void>;
}

/** What a sentence under the page's title may say. */
export type Note = 'changed-since' | 'nothing-to-scan' | 'copied';
