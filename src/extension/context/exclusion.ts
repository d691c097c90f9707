import { type Uri, workspace } from 'vscode';
import { compilePatterns, type ExclusionPatterns, type PatternFault } from '../../completion/exclusion/patterns';
import { isSecret } from '../../completion/exclusion/secret';
import type { SecretReason } from '../../completion/exclusion/secret-rules';
import type { Settings } from '../settings';

/** Why a file is left alone: it holds secrets by its name, or the user does not want it read. */
export type Excluded = { readonly kind: 'secret'; readonly reason: SecretReason } | { readonly kind: 'pattern'; readonly pattern: string };

/** A list of patterns is compiled once; more lists than folders of a workspace are only there while a setting is typed. */
const KEPT = 16;

/** Decides which files are never read: not to complete in them, not as context for another. */
export class Exclusion {
  readonly #settings: Pick<Settings, 'exclude'>;
  readonly #onFault: (fault: PatternFault) => void;
  readonly #compiled = new Map<string, ExclusionPatterns>();

  /** @param onFault told of every pattern that cannot be used, when its list is first met */
  constructor(settings: Pick<Settings, 'exclude'>, onFault: (fault: PatternFault) => void) {
    this.#settings = settings;
    this.#onFault = onFault;
  }

  /** Why the file is excluded; undefined when it is not. A cell is excluded with its notebook. */
  of(uri: Uri): Excluded | undefined {
    const reason = isSecret(uri.path);
    if (reason) return { kind: 'secret', reason };
    const pattern = this.#patterns(uri).covering([workspace.asRelativePath(uri, false), uri.fsPath]);
    return pattern === undefined ? undefined : { kind: 'pattern', pattern };
  }

  #patterns(uri: Uri): ExclusionPatterns {
    const list = this.#settings.exclude(uri);
    const key = JSON.stringify(list);
    const known = this.#compiled.get(key);
    if (known) return known;
    if (this.#compiled.size >= KEPT) this.#compiled.clear();
    const compiled = compilePatterns(list);
    this.#compiled.set(key, compiled);
    for (const fault of compiled.faults) this.#onFault(fault);
    return compiled;
  }
}
