import type { Desk, SavedFile, Shown } from '../../../src/extension/inspector/desk';
import type { Front, Passage, Place } from '../../../src/extension/inspector/place';
import { checkSettings } from '../../../src/sampling/settings';

/** A place at the end of a text. */
export function placeAt(text: string, more: Partial<Place> = {}): Place {
  const lines = text.split('\n');
  return {
    document: 'file:///a.ts',
    name: 'a.ts',
    version: 1,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
    offset: text.length,
    cursors: 1,
    prefix: { text, start: 0 },
    suffix: '',
    settings: checkSettings({}),
    ...more,
  };
}

/** An editor with one place in it, that notes what is asked of it. */
export class FakeDesk implements Desk {
  place: Front = { kind: 'place', place: placeAt('let a = ') };
  scope: Passage | undefined;
  readonly notes: string[] = [];
  insertWorks = true;
  file: SavedFile | undefined;

  /** How often the text around the cursor was read. */
  reads = 0;

  where(): Front {
    return this.place;
  }
  front(): Front {
    this.reads++;
    return this.place;
  }
  async insert({ version }: Place, text: string): Promise<boolean> {
    this.notes.push(`insert ${JSON.stringify(text)} at ${version}`);
    return this.insertWorks;
  }
  async passage(): Promise<Passage | undefined> {
    return this.scope;
  }
  scanned(_: Passage, __: unknown, tokens: readonly unknown[]): void {
    this.notes.push(`scanned ${tokens.length}`);
  }
  marks = true;
  mark(on: boolean): void {
    this.marks = on;
    this.notes.push(`mark ${on}`);
  }
  async reveal(document: string, start: number, end: number): Promise<void> {
    this.notes.push(`reveal ${document} ${start}-${end}`);
  }
  async saveSettings(): Promise<void> {
    this.notes.push('save settings');
  }
  async copy({ tried }: Shown, format: string): Promise<void> {
    this.notes.push(`copy ${format} at temperature ${tried?.settings.temperature}`);
  }
  async copyText(text: string): Promise<void> {
    this.notes.push(`copy text ${text}`);
  }
  async openAsText(): Promise<void> {
    this.notes.push('open as text');
  }
  async saveReplay(): Promise<void> {
    this.notes.push('save replay');
  }
  async openReplay(): Promise<SavedFile | undefined> {
    return this.file;
  }
  async differences(): Promise<readonly string[]> {
    return ['It differs.'];
  }
  async manageTrust(): Promise<void> {
    this.notes.push('manage trust');
  }
  explain({ code }: { readonly code: string }): string {
    return `explained ${code}`;
  }
  async restart(): Promise<void> {
    this.notes.push('restart');
  }
  async leave(): Promise<void> {
    this.notes.push('leave');
  }
}
