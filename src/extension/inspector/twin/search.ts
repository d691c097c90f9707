import { l10n } from 'vscode';
import { code, table } from '../../../inspection/markdown';
import { plainLabel, tokenLabel } from '../../../inspection/token-label';
import type { SearchTree } from '../../../protocol/inspection';
import { stopText } from '../../trace/words';
import type { Writing } from './writing';

/** The paths that a search has found, and its tree as a list of lists. */
export function searchPart({ nodes, paths, passes }: SearchTree, { label, share, number }: Writing): readonly string[] {
  const text = (written: string) => code(plainLabel(tokenLabel(new TextEncoder().encode(written), false)));
  const rows = paths.map(({ kind, text: written, logprob, score, stop }) => [
    kindText(kind),
    text(written),
    share(Math.exp(logprob)),
    number(score),
    stop ? stopText(stop) : '',
  ]);
  const under = (parent: number, above: number, depth: number): readonly string[] =>
    nodes.flatMap((node, index) => {
      if (node.parent !== parent) return [];
      const joint = above * Math.exp(node.logprob);
      const line = `${'  '.repeat(depth)}- ${label(node.id)} ${share(joint)}${node.pruned ? ` (${l10n.t('given up')})` : ''}`;
      return [line, ...under(index, joint, depth + 1)];
    });
  const head = [l10n.t('Path'), l10n.t('Text'), l10n.t('Joint probability'), l10n.t('Score'), l10n.t('Ended because')];
  return [`## ${l10n.t('Search')}`, l10n.t('{0} passes of the model', passes), table(head, rows), under(-1, 1, 0).join('\n')];
}

function kindText(kind: SearchTree['paths'][number]['kind']): string {
  switch (kind) {
    case 'greedy':
      return l10n.t('greedy');
    case 'sample':
      return l10n.t('sampled');
    case 'beam':
      return l10n.t('beam');
  }
}
