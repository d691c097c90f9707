import { html, type TemplateResult } from 'lit';
import { CARDS, type CardName, learnNumbers } from '../model/learn';
import type { Page } from '../page';
import { Section } from '../section';

/** Short cards about how it works, with the numbers of what is looked at. */
export class LearnSection extends Section {
  protected readonly name = 'learn';

  protected override drawnFrom({ outcome, state }: Page): readonly unknown[] {
    const { frame, model, vocabulary } = state;
    return [frame, model, vocabulary, outcome];
  }

  protected override summary(): string {
    const { text, format } = this.page;
    return text.learn.summary(format.integer(Object.keys(CARDS).length));
  }

  protected override body(): TemplateResult {
    const { text } = this.page;
    const numbers = learnNumbers(this.page);
    if (!numbers) return html`<p class="empty">${text.notes.waiting}</p>`;
    return html`<ol class="cards">
      ${(Object.keys(CARDS) as CardName[]).map((name) => {
        const card = text.learn.cards[name];
        return html`<li class="learn-card">
          <h3>${card.title}</h3>
          <p>${card.text(numbers)}</p>
          <button class="link" aria-label=${`${text.learn.show}: ${card.title}`} @click=${() => this.#show(name)}>${text.learn.show}</button>
        </li>`;
      })}
    </ol>`;
  }

  #show(card: CardName): void {
    this.dispatchEvent(new CustomEvent('show-section', { detail: CARDS[card], bubbles: true }));
  }
}
