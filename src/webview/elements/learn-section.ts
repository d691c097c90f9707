import { html, nothing, type TemplateResult } from 'lit';
import { CARDS, type CardName, cardsShown, learnNumbers } from '../model/learn';
import { noting, type Provenance } from '../model/provenance';
import type { Page } from '../page';
import { Section } from '../section';
import { from } from './from';

/** Short cards about how it works, with the numbers of what is looked at. */
export class LearnSection extends Section {
  protected readonly name = 'learn';

  protected override drawnFrom({ outcome, state }: Page): readonly unknown[] {
    const { frame, model, vocabulary, view } = state;
    return [frame, model, vocabulary, outcome, view.dismissed];
  }

  protected override summary(): string {
    const { text, format } = this.page;
    return text.learn.summary(format.integer(Object.keys(CARDS).length));
  }

  protected override body(): TemplateResult {
    const { text, state } = this.page;
    const numbers = learnNumbers(this.page);
    if (!numbers) return html`<p class="empty">${text.notes.waiting}</p>`;
    const names = cardsShown(state.view.dismissed);
    const isWhole = names.length === Object.keys(CARDS).length;
    return html`${isWhole ? nothing : html`<div class="tools"><button id="all-cards" @click=${() => this.#dismiss([], 0)}>${text.learn.all}</button></div>`}
    <ol class="cards">
      ${names.map((name, index) => {
        const card = text.learn.cards[name];
        const kinds = new Set<Provenance>();
        const said = card.text(noting(numbers, kinds));
        return html`<li class="learn-card" id="card-${name}" tabindex="-1" data-from=${[...kinds].join(' ')}>
          <h3>${card.title}</h3>
          <p>${said}</p>
          ${from(this.page, kinds)}
          <div class="tools"><button class="link" aria-label=${`${text.learn.show}: ${card.title}`} @click=${() => this.#show(name)}>${text.learn.show}</button>
          <button class="link" aria-label=${`${text.learn.dismiss}: ${card.title}`}
            @click=${() => this.#dismiss([...state.view.dismissed, name], index)}>${text.learn.dismiss}</button></div>
        </li>`;
      })}
    </ol>`;
  }

  /** @param next the card that gets the focus, as the button that had it is gone */
  async #dismiss(dismissed: readonly string[], next: number): Promise<void> {
    this.page.dispatch({ type: 'view', changes: { dismissed } });
    await this.shown();
    const cards = this.querySelectorAll<HTMLElement>('.learn-card');
    (cards[Math.min(next, cards.length - 1)] ?? this.querySelector<HTMLElement>('#all-cards'))?.focus();
  }

  #show(card: CardName): void {
    this.dispatchEvent(new CustomEvent('show-section', { detail: CARDS[card], bubbles: true }));
  }
}
