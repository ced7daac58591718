/** The rows of a table that stands in the source as text: a line each, with bars between the fields. */
export const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => line.split('|').map((field) => field.trim()));
