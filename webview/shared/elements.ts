/** Makes and fills parts of a page by text content alone: labels and names are never markup. */

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element #${id}`);
  return found;
}

export function canvasElement(id: string): HTMLCanvasElement {
  const found = element(id);
  if (!(found instanceof HTMLCanvasElement)) throw new Error(`#${id} is not a canvas`);
  return found;
}

/** A control of the toolkit, as far as the pages use it. */
export type Control = HTMLElement & { value: string; checked: boolean; disabled: boolean };
export const control = (id: string): Control => element(id) as Control;

export interface Parts {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  parts?: Parts,
): HTMLElementTagNameMap[Name];
export function make(name: string, parts?: Parts): HTMLElement;
export function make(
  name: string,
  { className, text, attributes = {}, children = [] }: Parts = {},
): HTMLElement {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A row of a table's body; the first cell heads it. */
export const tableRow = (cells: readonly string[]): HTMLTableRowElement =>
  make('tr', {
    children: cells.map((text, index) =>
      index === 0 ? make('th', { text, attributes: { scope: 'row' } }) : make('td', { text }),
    ),
  });

/** Fills a table's body row by row: only cells that have changed, so that a selection in it stays. */
export function showRows(body: HTMLElement, rows: readonly (readonly string[])[]): void {
  while (body.childElementCount > rows.length) body.lastElementChild?.remove();
  rows.forEach((cells, index) => {
    const row = body.children[index];
    if (row?.childElementCount !== cells.length) {
      const made = tableRow(cells);
      if (row === undefined) body.append(made);
      else row.replaceWith(made);
      return;
    }
    cells.forEach((text, place) => {
      const cell = row.children[place];
      if (cell !== undefined && cell.textContent !== text) cell.textContent = text;
    });
  });
}

export const columnHeads = (texts: readonly string[]): HTMLTableRowElement =>
  make('tr', { children: texts.map((text) => make('th', { text, attributes: { scope: 'col' } })) });

/** Sets the text only where it is another one, so that a selection in it stays. */
export function setText(id: string, text: string): void {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
}
