import type {
  Inspection,
  InspectionRequest,
  ScanPart,
  ScanRequest,
  SearchRequest,
  SearchTree,
  VocabularyTable,
} from '../../protocol/inspection';
import type { OnReading } from '../engine/session';
import type { EngineState } from '../engine/state';

/** What the inspector asks of the engine. Each promise rejects with an EngineFault; what is cancelled is undefined or false. */
export interface InspectionEngine {
  readonly state: EngineState;
  onStateChange(listener: (state: EngineState) => void): { dispose(): void };
  inspect(
    request: InspectionRequest,
    options: { readonly signal: AbortSignal; readonly onReading?: OnReading },
  ): Promise<Inspection | undefined>;
  vocabulary(): Promise<VocabularyTable>;
  scan(request: ScanRequest, options: { readonly signal: AbortSignal; readonly onPart: (part: ScanPart) => void }): Promise<boolean>;
  search(request: SearchRequest, options: { readonly signal: AbortSignal; readonly onTree: (tree: SearchTree) => void }): Promise<boolean>;
  /** Frees what attention and layers took. */
  releaseInspection(): void;
}
