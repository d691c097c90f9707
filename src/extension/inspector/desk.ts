import type { SavedInspection } from '../../inspection/saved';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { EngineError } from '../../protocol/errors';
import type { Inspection, InspectionRequest, ScannedToken, SearchTree } from '../../protocol/inspection';
import type { CopyFormat, Frame, PanelModel, PanelState, ScanScope, Tried } from '../../protocol/panel';
import type { SamplingSettings } from '../../sampling/settings';
import type { Front, Passage, Place, Where } from './place';

/** What the page shows, and what is needed to read it. */
export interface Shown {
  readonly frame: Frame;
  /** What the engine was asked for it. */
  readonly request: InspectionRequest;
  readonly model: PanelModel;
  readonly vocabulary: Vocabulary;
  /** What the page applies; what completions use when absent. */
  readonly tried?: Tried;
  /** The state that the page is in; absent where there is no page. */
  readonly state?: PanelState;
  /** What was searched last. */
  readonly tree?: SearchTree;
  /** Whether that was for an earlier frame. */
  readonly isTreeOld?: boolean;
  readonly scanned?: readonly ScannedToken[];
}

/** What came out now, to be compared. */
export interface Now extends Pick<Shown, 'model' | 'vocabulary'> {
  readonly inspection: Inspection;
}

/** A saved inspection, and what its file is called. */
export interface SavedFile {
  readonly name: string;
  readonly saved: SavedInspection;
}

/** What the inspector needs of the editor that it stands in. */
export interface Desk {
  /** Where the cursor is: asked at every key. */
  where(): Where;
  /** And what stands around it. */
  front(): Front;
  /** Puts text where the cursor of that place stands; false when the document is no longer as it was. */
  insert(place: Place, text: string): Promise<boolean>;
  /** The text to scan; undefined when there is none, such as an empty selection. */
  passage(scope: ScanScope): Promise<Passage | undefined>;
  /** Tokens of a passage that were read so far, to be marked in the editor. */
  scanned(passage: Passage, vocabulary: Vocabulary, tokens: readonly ScannedToken[]): void;
  /** Whether surprising places are marked. */
  readonly marks: boolean;
  mark(on: boolean): void;
  reveal(document: string, start: number, end: number): Promise<void>;
  saveSettings(settings: SamplingSettings): Promise<void>;
  copy(shown: Shown, format: CopyFormat): Promise<void>;
  copyText(text: string): Promise<void>;
  openAsText(shown: Shown): Promise<void>;
  saveReplay(shown: Shown): Promise<void>;
  /** One that the user chooses; undefined when they choose none, or one that is none, which they are told. */
  openReplay(): Promise<SavedFile | undefined>;
  /** In the user's language. */
  explain(error: EngineError): string;
  /** Where what is computed now is not what a file says, in sentences in the user's language. */
  differences(saved: SavedInspection, now: Now): Promise<readonly string[]>;
  restart(): Promise<void>;
  manageTrust(): Promise<void>;
  /** Gives the keyboard back to the editor. */
  leave(): Promise<void>;
}

/** What a sentence under the page's title may say. */
export type Note = 'changed-since' | 'does-not-fit' | 'typed-already' | 'not-at-cursor' | 'nothing-to-scan' | 'copied';
