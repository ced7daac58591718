/** A text for people with its values, so that who shows it can translate it: `{0}` stands for the first value. */
export interface Message {
  readonly text: string;
  readonly values: readonly (string | number | Message)[];
}

export const message = (text: string, ...values: Message['values']): Message => ({ text, values });

/** A message written as a template: said`has ${2} entries` has the text `has {0} entries` and the value 2. */
export const said = (parts: TemplateStringsArray, ...values: Message['values']): Message => ({
  text: parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`),
  values,
});

/** A text without values is a message as it is. */
export const asMessage = (text: Message | string): Message =>
  typeof text === 'string' ? message(text) : text;

/** One after another, each whole. */
export const sentences = (first: Message, ...others: readonly Message[]): Message =>
  others.reduce((before, next) => message('{0} {1}', before, next), first);

/** Each text once, in the order of the first of each. */
export const withoutRepeats = (messages: readonly Message[]): Message[] => [
  ...new Map(messages.map((each) => [inEnglish(each), each])).values(),
];

export const inEnglish = ({ text, values }: Message): string =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : typeof value === 'object' ? inEnglish(value) : String(value);
  });
