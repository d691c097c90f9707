/** The manifest and the code name the same things, and every text of the manifest is there in both languages. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { POWER_POLICIES } from '../../src/completion/power/policy';
import { COMMANDS, CONTEXT_KEYS, INSPECTOR_VIEW, SECTION, SETTINGS, samplingSetting } from '../../src/extension/identifiers';
import { SAMPLING_NAMES } from '../../src/extension/sampling';
import { Settings } from '../../src/extension/settings';
import { checkSettings, NUMBER_SETTINGS, type NumberSetting, STRATEGIES } from '../../src/sampling/settings';
import { reset, setSetting } from './vscode-mock';

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly scope?: string;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumItemLabels?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

interface Group {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Property>>;
}

interface Manifest {
  readonly icon: string;
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly enabledApiProposals?: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: boolean;
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string; readonly group: string }[]>>;
    readonly configuration: readonly Group[];
    readonly keybindings?: unknown;
  };
}

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const texts = {
  en: JSON.parse(read('package.nls.json')) as Record<string, string>,
  zh: JSON.parse(read('package.nls.zh-cn.json')) as Record<string, string>,
};
const { commands, configuration } = manifest.contributes;
const properties = configuration.flatMap((group) => Object.entries(group.properties));
/** Those that belong to a person or project as a whole, not to a language. */
const SCOPES: Readonly<Record<string, string>> = {
  'inkling.sampling.seed': 'resource',
  'inkling.completion.exclude': 'resource',
  'inkling.completion.inUntrustedWorkspaces': 'application',
  'inkling.power.policy': 'machine',
};

beforeEach(reset);

describe('the manifest', () => {
  it('has the commands of the code and no others', () => {
    expect(commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
    for (const { category } of commands) expect(category).toBe('Inkling');
  });

  it('has the settings of the code and no others', () => {
    const ofTheCode = [...Object.values(SETTINGS), ...SAMPLING_NAMES.map(samplingSetting)].map((key) => `${SECTION}.${key}`);
    expect(properties.map(([key]) => key).sort()).toEqual(ofTheCode.sort());
  });

  it.each(properties)('%s has a default, a scope, an order, a description', (key, property) => {
    expect(property.default).toBeDefined();
    expect(property.markdownDescription).toMatch(/^%.+%$/);
    expect(property.scope).toBe(SCOPES[key] ?? (key.startsWith('inkling.engine.') ? 'machine' : 'language-overridable'));
    expect(property.enumItemLabels?.length).toBe(property.enum?.length);
    expect(property.markdownEnumDescriptions?.length).toBe(property.enum?.length);
  });

  it('has its settings in groups, in the order in which they are written', () => {
    expect(configuration.map(({ order }) => order)).toEqual([1, 2, 3]);
    for (const { title, properties: ofGroup } of configuration) {
      expect(title).toMatch(/^%.+%$/);
      expect(Object.values(ofGroup).map(({ order }) => order)).toEqual(Object.keys(ofGroup).map((_, index) => index + 1));
    }
  });

  it.each(Object.entries<NumberSetting>(NUMBER_SETTINGS))('has the range and default of the sampling setting %s', (name, setting) => {
    const { minimum, maximum, default: usual, whole } = setting;
    const property = properties.find(([key]) => key === `inkling.sampling.${name}`)?.[1];
    expect(property).toMatchObject({ type: whole ? 'integer' : 'number', minimum, maximum, default: usual });
  });

  it.each<[string, (settings: Settings) => number]>([
    ['completion.maxTokens', (settings) => settings.maxTokens(undefined)],
    ['engine.threads', (settings) => settings.threads()],
    ['engine.cacheMemory', (settings) => settings.cacheMemory() / 1024 ** 2],
    ['engine.idleMinutes', (settings) => settings.idleTime() / 60_000],
  ])('has the range and default that the code keeps to: %s', (name, read) => {
    const settings = new Settings({ warn: () => {} });
    const [usual, lowest, highest] = [undefined, -1e9, 1e9].map((value) => {
      setSetting(`inkling.${name}`, value);
      return read(settings);
    });
    const property = properties.find(([key]) => key === `inkling.${name}`)?.[1];
    expect(property).toMatchObject({ type: 'integer', minimum: lowest, maximum: highest, default: usual });
  });

  it('says of each sampling setting which strategies it belongs to', () => {
    for (const [name, { usedBy }] of Object.entries<NumberSetting>(NUMBER_SETTINGS)) {
      if (usedBy === STRATEGIES) continue;
      const text = texts.en[`configuration.sampling.${name}.description`] ?? '';
      const [clause = ''] = text.split(':');
      expect(clause).toContain('`#inkling.sampling.strategy#`');
      expect(STRATEGIES.filter((strategy) => clause.includes(`\`${strategy}\``))).toEqual(usedBy);
    }
  });

  it('has the strategies, and the one that is used when none is given', () => {
    const property = properties.find(([key]) => key === 'inkling.sampling.strategy')?.[1];
    expect(property).toMatchObject({ enum: STRATEGIES, default: checkSettings({}).strategy });
  });

  it('has the power policies, and the one that is used when none is given', () => {
    const property = properties.find(([key]) => key === 'inkling.power.policy')?.[1];
    expect(property).toMatchObject({ enum: POWER_POLICIES, default: new Settings({ warn: () => {} }).powerPolicy() });
  });

  it('links only to settings that exist', () => {
    const known = new Set([...properties.map(([key]) => key), 'editor.inlineSuggest.enabled']);
    for (const text of [...Object.values(texts.en), ...Object.values(texts.zh)]) {
      for (const [, setting] of text.matchAll(/`#([^#]+)#`/g)) expect(known).toContain(setting);
    }
  });

  it('starts with the window or for the panel of the last session, takes no key, asks for no proposed API', () => {
    expect(manifest.activationEvents).toEqual(['onStartupFinished', `onWebviewPanel:${INSPECTOR_VIEW}`]);
    expect(manifest.contributes.keybindings).toBeUndefined();
    expect(manifest.enabledApiProposals).toBeUndefined();
  });

  it('has the inspector’s commands in the title of its panel, and only there', () => {
    const items = manifest.contributes.menus['editor/title'] ?? [];
    expect(Object.keys(manifest.contributes.menus)).toEqual(['editor/title']); // a palette without one of them would hide it
    const conditions = Object.values(CONTEXT_KEYS).flatMap((key) => [` && ${key}`, ` && !${key}`]);
    for (const { command, when } of items) {
      expect(Object.values(COMMANDS)).toContain(command);
      expect(['', ...conditions].map((more) => `activeWebviewPanelId == '${INSPECTOR_VIEW}'${more}`)).toContain(when);
      expect(commands.find((one) => one.command === command)?.icon).toMatch(/^\$\([a-z-]+\)$/);
    }
    const atHand = items.filter(({ group }) => group.startsWith('navigation'));
    expect(atHand.map(({ command, when }) => [command, when.split('&& ')[1]])).toEqual([
      [COMMANDS.stopFollowing, CONTEXT_KEYS.following],
      [COMMANDS.followCursor, `!${CONTEXT_KEYS.following}`],
      [COMMANDS.pinInspection, `!${CONTEXT_KEYS.pinned}`],
      [COMMANDS.unpinInspection, CONTEXT_KEYS.pinned],
    ]);
  });

  it('works in workspaces that are not trusted, and in virtual ones', () => {
    expect(manifest.capabilities).toMatchObject({ untrustedWorkspaces: { supported: 'limited' }, virtualWorkspaces: true });
  });

  it('lets a workspace that is not trusted decide only what does no harm', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const ofAWorkspace = properties.filter(([, { scope }]) => scope !== 'machine' && scope !== 'application').map(([key]) => key);
    const left = ofAWorkspace.filter((key) => !restrictedConfigurations.includes(key));
    // How the model chooses, how much of it is shown, and what besides is not to be read.
    expect(left.filter((key) => !/^inkling\.(sampling|completion)\./.test(key))).toEqual([]);
    expect(ofAWorkspace).toEqual(expect.arrayContaining([...restrictedConfigurations]));
  });

  it('has an icon of 128 by 128 pixels', () => {
    const png = readFileSync(new URL(`../../${manifest.icon}`, import.meta.url));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([128, 128]);
  });
});

describe('the texts of the manifest', () => {
  it.each(['en', 'zh'] as const)('are all there, and none is left over (%s)', (language) => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    expect(Object.keys(texts[language]).sort()).toEqual([...new Set(used)].sort());
    for (const text of Object.values(texts[language])) expect(text.trim()).not.toBe('');
  });

  it('link to the same settings in both languages', () => {
    const links = (text: string | undefined): string[] => [...(text ?? '').matchAll(/`[^`]+`/g)].map(([link]) => link);
    for (const [key, text] of Object.entries(texts.en)) expect(links(texts.zh[key])).toEqual(links(text));
  });
});
