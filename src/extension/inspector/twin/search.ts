import { l10n } from 'vscode';
import { table } from '../../../inspection/markdown';
import { type PathKind, pathKinds } from '../../../inspection/paths';
import type { SearchTree } from '../../../protocol/inspection';
import { stopText } from '../../trace/words';
import { heading } from './heading';
import type { Writing } from './writing';

/** The paths that a search has found, and its tree as a list of lists: each with the joint probability. */
export function searchPart(tree: SearchTree, writing: Writing): readonly string[] {
  const { shown, text, share, fixed, integer } = writing;
  const { paths, passes, most } = tree;
  const rows = paths.map(({ kind, text: found, logprob, score, stop }) => [
    kindText(kind),
    text(found),
    share(Math.exp(logprob)),
    fixed(score),
    stop ? stopText(stop) : '…',
  ]);
  const head = [l10n.t('Path'), l10n.t('Text'), l10n.t('Joint probability'), l10n.t('Score'), l10n.t('Ended because')];
  return [
    heading(2, l10n.t('Search'), 'computed'),
    [
      ...(shown.isTreeOld ? [l10n.t('This tree is of an earlier position.')] : []),
      l10n.t('{0} of at most {1} passes of the model.', integer(passes), integer(most)),
    ].join(' '),
    table(head, rows),
    treeLines(tree, writing).join('\n'),
  ];
}

/** A node under another is two spaces further in; the likeliest come first. */
function treeLines(tree: SearchTree, { label, share }: Writing): readonly string[] {
  const kinds = pathKinds(tree);
  const children = new Map<number, number[]>();
  for (const [index, { parent }] of tree.nodes.entries()) children.set(parent, [...(children.get(parent) ?? []), index]);
  const under = (parent: number, above: number, depth: number): readonly string[] =>
    [...(children.get(parent) ?? [])]
      .sort((a, b) => tree.nodes[b]!.logprob - tree.nodes[a]!.logprob || a - b)
      .flatMap((index) => {
        const { id, logprob, pruned } = tree.nodes[index]!;
        const joint = above * Math.exp(logprob);
        const said = [...(kinds.get(index) ?? [])].map(kindText);
        if (said.length === 0) said.push(l10n.t('seen'));
        if (pruned) said.push(l10n.t('given up'));
        return [`${'  '.repeat(depth)}- ${label(id)} ${share(joint)} (${said.join(', ')})`, ...under(index, joint, depth + 1)];
      });
  return under(-1, 1, 0);
}

function kindText(kind: PathKind): string {
  switch (kind) {
    case 'greedy':
      return l10n.t('greedy');
    case 'sample':
      return l10n.t('sampled');
    case 'beam':
      return l10n.t('beam');
  }
}
