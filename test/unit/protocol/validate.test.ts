import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReply, parseRequest } from '../../../src/protocol/validate';
import { pathsOf, REPLIES, REQUESTS, withValue } from './examples';

const SEARCH = REQUESTS.find(({ type }) => type === 'search');
const INSPECT = REQUESTS.find(({ type }) => type === 'inspect');

describe('what is well formed', () => {
  test.each(REQUESTS)('request $type $id is returned itself', (request) => {
    expect(parseRequest(request)).toBe(request);
  });

  test.each(REPLIES)('reply $type $id is returned itself', (reply) => {
    expect(parseReply(reply)).toBe(reply);
  });

  test('further fields do no harm', () => {
    expect(parseRequest({ type: 'shutdown', why: 'nobody asked' })).toBeDefined();
    expect(parseReply({ ...REPLIES[1], more: [1] })).toBeDefined();
  });

  test('a request is no reply, and a reply no request', () => {
    for (const request of REQUESTS) expect(parseReply(request)).toBeUndefined();
    for (const reply of REPLIES) expect(parseRequest(reply)).toBeUndefined();
  });
});

// Fields that may be absent, sampling settings, which have defaults, and members of lists and records that may be empty.
const OPTIONAL = new Set([
  'request.timeLimit',
  'request.purpose',
  'request.neighbours',
  'request.neighbours.0',
  'request.suffix',
  'token.memory',
  'model.quantisation.F32',
  'completion.tokens.0',
  'completion.candidates',
  'completion.candidates.0',
  'completion.candidates.0.tokens.0',
  'completion.candidates.0.seed',
  'request.path',
  'request.path.0',
  'request.position',
  'request.steps',
  'request.attention',
  'request.layers',
  'request.embedding',
  'inspection.path',
  'inspection.steps',
  'inspection.steps.0',
  'inspection.steps.0.top.0',
  'inspection.steps.0.memory',
  'inspection.sessionBytes',
  'inspection.memory',
  'inspection.memory.tokens.0',
  'inspection.attention',
  'inspection.layers',
  'inspection.layers.0',
  'inspection.layers.0.top.0',
  'inspection.embedding',
  'inspection.embedding.neighbours.0',
  'part.tokens.0',
  'part.tokens.0.top.0',
  'tree.nodes.0',
  'tree.paths.0',
  'tree.paths.0.stop',
  'error.args.0',
  'error.args.1',
]);

const FLAGS = new Set([
  'request.heal',
  'request.steps',
  'request.attention',
  'request.layers',
  'request.embedding',
  'inspection.startsWithControl',
  'tree.nodes.0.pruned',
]);

/** Where a change of a message goes unnoticed. */
function unnoticed(message: unknown, parse: (value: unknown) => unknown, change: (path: string[]) => unknown): string[] {
  const paths = pathsOf(message).filter((path) => parse(change(path)) !== undefined);
  return paths.map((path) => path.join('.'));
}

describe.each([
  ...REQUESTS.map((message) => ({ message, parse: parseRequest })),
  ...REPLIES.map((message) => ({ message, parse: parseReply })),
])('$message.type', ({ message, parse }) => {
  // No field of any message is one of these: a list holds texts or records, a record of counts no text.
  test.each([null, true, Number.NaN, [null], { nested: 'text' }])('any value of another kind replaced by %j is noticed', (value) => {
    const places = unnoticed(message, parse, (path) => withValue(message, path, value));
    expect(places.filter((place) => !(value === true && FLAGS.has(place)))).toEqual([]);
  });

  test('any value left out is noticed', () => {
    const places = unnoticed(message, parse, (path) => withValue(message, path, undefined));
    expect(places.filter((place) => !OPTIONAL.has(place) && !place.startsWith('request.sampling.'))).toEqual([]);
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'shutdown'],
  ['a number', 1],
  ['a list', ['shutdown']],
  ['an empty object', {}],
  ['an unknown type', { type: 'explode', id: 1 }],
  ['a type from the prototype', { type: 'toString' }],
  ['a type that is the prototype', { type: '__proto__' }],
  ['a list as type', { type: ['shutdown'] }],
  ['id 0', { type: 'cancel', id: 0 }],
  ['a negative id', { type: 'cancel', id: -1 }],
  ['half an id', { type: 'cancel', id: 1.5 }],
  ['an id as text', { type: 'cancel', id: '1' }],
  ['an id beyond exact numbers', { type: 'cancel', id: 2 ** 53 }],
  ['a negative number of threads', withValue(REQUESTS[0], ['options', 'threads'], -1)],
  ['half a thread', withValue(REQUESTS[0], ['options', 'threads'], 0.5)],
  ['a prefix that is a text', withValue(REQUESTS[1], ['request', 'prefix'], 'for (')],
  ['a prefix that starts before its document', withValue(REQUESTS[1], ['request', 'prefix', 'start'], -1)],
  ['an unknown extent', withValue(REQUESTS[1], ['request', 'extent'], 'file')],
  ['a negative token limit', withValue(REQUESTS[1], ['request', 'maxTokens'], -1)],
  ['endless tokens', withValue(REQUESTS[1], ['request', 'maxTokens'], Number.POSITIVE_INFINITY)],
  ['a time limit that is a text', withValue(REQUESTS[1], ['request', 'timeLimit'], '10')],
  ['one neighbour that is no list', withValue(REQUESTS[3], ['request', 'neighbours'], 'file:///b.py')],
  ['a text to remember without a name', { type: 'remember', text: 'x' }],
  ['a source to remember without a text', { type: 'remember', source: 'x' }],
  ['an endless time limit', withValue(REQUESTS[1], ['request', 'timeLimit'], Number.POSITIVE_INFINITY)],
  ['a search with no beam', withValue(SEARCH, ['request', 'width'], 0)],
  ['a search with too many beams', withValue(SEARCH, ['request', 'width'], 9)],
  ['a search that is too deep', withValue(SEARCH, ['request', 'depth'], 33)],
  ['half a step of a search', withValue(SEARCH, ['request', 'depth'], 1.5)],
  ['a length penalty below 0', withValue(SEARCH, ['request', 'lengthPenalty'], -1)],
  ['sampling settings that contradict each other', withValue(SEARCH, ['request', 'sampling'], { strategy: 'greedy', topK: 3 })],
  ['a position before the text', withValue(INSPECT, ['request', 'position'], -1)],
] as const)('no request: %s', (_, value) => {
  expect(parseRequest(value)).toBeUndefined();
});

test.each([
  ['an unknown reason to stop', { type: 'completed', path: ['completion', 'stop'], value: 'tired' }],
  ['tokens that are no list', { type: 'completed', path: ['completion', 'tokens'], value: { length: 0 } }],
  ['a token that is none', { type: 'completed', path: ['completion', 'tokens'], value: [1] }],
  ['an endless time', { type: 'completed', path: ['completion', 'timings', 'total'], value: Number.POSITIVE_INFINITY }],
  ['half a token decoded', { type: 'completed', path: ['completion', 'counts', 'decoded'], value: 0.5 }],
  ['an unknown error', { type: 'failed', path: ['error', 'code'], value: 'model-bored' }],
  ['an error from the prototype', { type: 'failed', path: ['error', 'code'], value: 'toString' }],
  ['arguments that are no texts', { type: 'failed', path: ['error', 'args'], value: [1] }],
  ['a fraction of a tensor', { type: 'opened', path: ['model', 'quantisation'], value: { F32: 0.5 } }],
  ['logits of another kind', { type: 'inspected', path: ['inspection', 'logits'], value: [0, -1] }],
  ['more than the whole scan', { type: 'scanned', path: ['part', 'done'], value: 1.5 }],
  ['a node before the cursor', { type: 'searched', path: ['tree', 'nodes', '0', 'parent'], value: -2 }],
] as const)('no reply: %s', (_, { type, path, value }) => {
  const message = REPLIES.find((reply) => reply.type === type);
  expect(parseReply(message)).toBeDefined();
  expect(parseReply(withValue(message, path, value))).toBeUndefined();
});

test.each([-1, 0.5, 2 ** 32])('no reply: a seed of %d, which none can be', (seed) => {
  const message = REPLIES.find((reply) => reply.type === 'completed' && reply.completion.candidates);
  expect(parseReply(withValue(message, ['completion', 'candidates', '0', 'seed'], 0xffff_ffff))).toBeDefined();
  expect(parseReply(withValue(message, ['completion', 'candidates', '0', 'seed'], seed))).toBeUndefined();
});

test('anything at all is answered, and never with an exception', () => {
  const types = fc.constantFrom(
    'open',
    'complete',
    'cancel',
    'close',
    'shutdown',
    'opened',
    'token',
    'completed',
    'inspected',
    'scanned',
    'searched',
    'failed',
  );
  const nearly = fc.record({ type: types, id: fc.anything(), request: fc.anything(), options: fc.anything(), error: fc.anything() });
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (value) => {
      for (const parse of [parseRequest, parseReply]) expect([value, undefined]).toContain(parse(value));
    }),
    { numRuns: 1000 },
  );
});
