import * as v from 'valibot';
import type { ViewText } from './texts';

const schema = v.record(v.string(), v.string());

/** By the English text; empty where the page holds none, and the view is English then. */
const texts = readTexts(document.body.dataset['texts']);

function readTexts(json: string | undefined): Readonly<Record<string, string>> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(json ?? '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

export const t = (text: ViewText, ...values: readonly (string | number)[]): string =>
  (texts[text] ?? text).replace(/\{(\d+)\}/g, (whole, index: string) =>
    String(values[Number(index)] ?? whole),
  );
