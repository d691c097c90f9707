// What was measured, as a table for the terminal and as a page for the repository.
import { median, ROWS, TARGETS } from './rows.mjs';

/** Of one column: the median of its runs for each row, and the smallest and largest. */
export function summarise(runs) {
  const summary = {};
  for (const name of Object.keys(ROWS)) {
    const values = runs.map((run) => run.values[name]).filter((value) => value !== undefined);
    if (values.length > 0)
      summary[name] = { median: median(values), least: Math.min(...values), most: Math.max(...values), runs: values.length };
  }
  return summary;
}

/** How many times as good as the peer Inkling is, above 1 when it is ahead. */
function ratio(name, inkling, peer) {
  return ROWS[name].better === 'lower' ? peer / inkling : inkling / peer;
}

const digits = (value) => (value >= 1000 ? Math.round(value).toLocaleString('en') : value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** Lines of cells: a heading, and a line for each row that anything was measured for. */
function cells(columns) {
  const names = Object.keys(ROWS).filter((name) => columns.some(({ summary }) => summary[name]));
  const heading = ['', 'unit', ...columns.map(({ title }) => title), ...columns.slice(1).map(({ title }) => `× ${title}`)];
  const lines = names.map((name) => {
    const [first] = columns;
    const shown = columns.map(({ summary: { [name]: value } }) =>
      value ? `${digits(value.median)} (${digits(value.least)}-${digits(value.most)})` : '-',
    );
    const ratios = columns.slice(1).map(({ summary: { [name]: value } }) => {
      const own = first.summary[name];
      return own && value ? ratio(name, own.median, value.median).toFixed(2) : '-';
    });
    return [name, ROWS[name].unit, ...shown, ...ratios];
  });
  return [heading, ...lines];
}

export function terminalTable(columns) {
  const lines = cells(columns);
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ')).join('\n');
}

export function page({ columns, quality, machine, threads }) {
  const [heading, ...lines] = cells(columns);
  const rule = heading.map((_, column) => (column < 2 ? '---' : '--:'));
  const table = [heading, rule, ...lines.map(([name, ...rest]) => [`\`${name}\``, ...rest])];
  const versions = columns.map(({ title, version }) => `${title}: ${version}`).join('; ');
  return `# Inkling beside its peers

Written by \`npm run bench\` on ${machine.date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GB, ${machine.system},
Node ${machine.node}, commit ${machine.commit}; ${threads} threads, ${runsOf(columns)}, interleaved, each in a process of its own. In the
median run other processes used ${(100 * machine.others).toFixed(0)} % of the machine: the higher, the less the figures say.
${versions}.

Medians, in brackets the smallest and the largest. "× peer" says how many times as good as that peer Inkling is: above 1 it is ahead.
What the rows and columns are, and what to keep in mind, is in [README.md](README.md).

${table.map((line) => `| ${line.join(' | ')} |`).join('\n')}

${cursorsOf(columns)}

${sentences(columns)}
${qualityTable(quality)}`;
}

/** `1 run of each`, `3 runs of each`, or `1 to 5 runs of each row`. */
function runsOf(columns) {
  const counts = columns.flatMap(({ summary }) => Object.values(summary).map(({ runs }) => runs));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const plural = most === 1 ? 'run' : 'runs';
  return least === most ? `${most} ${plural} of each` : `${least} to ${most} runs of each row`;
}

function cursorsOf(columns) {
  const counted = columns.filter(({ cursors }) => cursors !== undefined);
  if (counted.length === 0) return '';
  return `Cursors that the rows with 200 were measured at: ${counted.map(({ title, cursors }) => `${title} ${cursors}`).join(', ')}.\n`;
}

/** In plain words where Inkling is behind, and which targets were met. */
function sentences(columns) {
  const [own, ...peers] = columns;
  const behind = peers.map(({ title, summary }) => {
    const names = Object.keys(summary).filter(
      (name) => own.summary[name] && ratio(name, own.summary[name].median, summary[name].median) < 1,
    );
    const list = names.map((name) => `\`${name}\` (${ratio(name, own.summary[name].median, summary[name].median).toFixed(2)})`);
    return `- Behind ${title}: ${list.length > 0 ? list.join(', ') : 'in no row'}.`;
  });
  return `${behind.join('\n')}\n\nTargets:\n\n${targets(columns)}\n`;
}

function targets(columns) {
  const peers = columns.filter(({ key }) => key === 'llamacpp' || key === 'llamacppWithoutAmx');
  const lines = peers.flatMap((peer) => TARGETS.map(({ what, met }) => judge(columns[0], peer, what, met)));
  return [...new Set(lines)].join('\n');
}

function judge(own, peer, what, met) {
  let known = true;
  const value = (row, ofPeer = false) => {
    const found = (ofPeer ? peer : own).summary[row]?.median;
    known &&= found !== undefined;
    return found;
  };
  const verdict = met(value) ? 'met' : 'missed';
  return `- ${known ? verdict : 'not measured'}: ${what.replace('llama.cpp', peer.title)}`;
}

function qualityTable(quality) {
  if (!quality) return '';
  const lines = quality.map(({ title, divergence, agreed }) => `| ${title} | ${divergence.toFixed(4)} | ${(100 * agreed).toFixed(1)} % |`);
  return `
What the rounding loses, against a float64 forward pass of the GGUF's weights (${quality[0].positions} positions of \`test/reference/logits.json\`):

| | KL, nats a position | same likeliest token |
| --- | --: | --: |
${lines.join('\n')}
`;
}

export function json({ columns, quality, machine, threads }) {
  const of = (key, name) => columns.find((column) => column.key === key)?.summary[name];
  const always = ['llamacpp', 'llamacppFastest', 'transformersjs'];
  const peers = new Set([...always, ...columns.map(({ key }) => key).filter((key) => key !== 'inkling')]);
  const rows = Object.entries(ROWS)
    .filter(([name]) => columns.some(({ summary }) => summary[name]))
    .map(([name, { unit, better }]) => ({
      name,
      unit,
      better,
      inkling: of('inkling', name)?.median ?? null,
      peers: Object.fromEntries(Array.from(peers, (key) => [key, of(key, name)?.median ?? null])),
      spread: Object.fromEntries(
        columns.filter(({ summary }) => summary[name]).map(({ key, summary }) => [key, [summary[name].least, summary[name].most]]),
      ),
      runs: Object.fromEntries(columns.filter(({ summary }) => summary[name]).map(({ key, summary }) => [key, summary[name].runs])),
    }));
  const versions = Object.fromEntries(columns.map(({ key, version }) => [key, version]));
  const cursors = Object.fromEntries(columns.map(({ key, cursors }) => [key, cursors ?? null]));
  return { machine: { ...machine, threads, versions, cursors }, rows, quality: quality ?? null };
}
