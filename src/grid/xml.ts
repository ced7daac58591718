import { parser } from 'sax';

/** An element by its name without namespace, its text, and the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/** No document of these providers has elements within elements as deep. */
const mostDepth = 32;

/**
 * The root element; null where the text is not well-formed, or no document that is known is so deep. Entities of the document's
 * own are not known, so none can grow; of a broken text no more is read than its beginning.
 */
export function readXml(text: string): XmlElement | null {
  const root: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [root];
  const reader = parser(true);
  reader.onopentag = ({ name }) => {
    const element: OpenElement = { name: name.replace(/^.*:/, ''), text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > mostDepth) throw new Error('too deep');
  };
  reader.ontext = (part) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part.trim();
  };
  reader.onclosetag = () => {
    open.pop();
  };
  reader.onerror = (error) => {
    throw error;
  };
  try {
    reader.write(text).close();
  } catch {
    return null;
  }
  return root.children[0] ?? null;
}

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The text at a path of names; null where there is no such element. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  const found = path.reduce<XmlElement | undefined>(
    (parent, name) => (parent === undefined ? undefined : childrenOf(parent, name)[0]),
    element,
  );
  return found?.text ?? null;
}
