import { said, type Message } from '../units/message';

/** Where a figure of a plan comes from that is no assumption: a person or a setting says so. */
export const given = said`given`;

/** The same of a value in a file; `file` names it where it is not the one asked about. */
export const givenBy = (key: string, line: number, file: string | null): Message =>
  file === null ? said`from ${key}, line ${line}` : said`from ${key}, line ${line} of ${file}`;

/** Whether no file says it. By the text: an estimate may come from another thread. */
export const isGivenByPerson = ({ text }: Message): boolean => text === given.text;

const textsOfGiven: ReadonlySet<string> = new Set(
  [given, givenBy('', 0, null), givenBy('', 0, '')].map(({ text }) => text),
);

/** Whether somebody says it, and nothing is assumed. By the text likewise. */
export const isGiven = ({ text }: Message): boolean => textsOfGiven.has(text);
