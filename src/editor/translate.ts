import type { Message } from '../units/message';

/** `{0}` in a text is the first value. */
export type Translate = (text: string, ...values: (string | number | boolean)[]) => string;

/** The text itself, with its values. */
export const inEnglish: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));

let translator: Translate = inEnglish;
let currentLanguage = 'en';

/** Texts that are made without VS Code are English until it has been handed over. Call once, at activation. */
export function useTranslator(translate: Translate, itsLanguage = 'en'): void {
  translator = translate;
  currentLanguage = itsLanguage;
}

/** The editor's language, for the forms of dates: `zh-cn`. */
export const language = (): string => currentLanguage;

/** `vscode.l10n.t` for modules that do not import `vscode`, so that their texts can be tested without it. */
export const t: Translate = (text, ...values) => translator(text, ...values);

/** A text that another room made, in the editor's language. */
export const translated = ({ text, values }: Message): string =>
  translator(text, ...values.map((value) => (typeof value === 'object' ? translated(value) : value)));
