import { en } from './en';
import { zhCn } from './zh-cn';

export type Text = typeof en;

/** The page's words in the language of VS Code; English for one that it does not know. */
export function textOf(locale: string): Text {
  return locale.toLowerCase().startsWith('zh') ? zhCn : en;
}
