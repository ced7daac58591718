/** A text for people with its values, so that who shows it can translate it: `{0}` stands for the first value. */
export interface Message {
  readonly text: string;
  readonly values: readonly (string | number | Message)[];
}

export const message = (text: string, ...values: Message['values']): Message => ({ text, values });

export const inEnglish = ({ text, values }: Message): string =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : typeof value === 'object' ? inEnglish(value) : String(value);
  });
