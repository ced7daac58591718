/** The part of https://github.com/isaacs/sax-js that is used; the package has no types of its own. */
declare module 'sax' {
  interface Parser {
    onopentag: (tag: { readonly name: string }) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    onerror: (error: Error) => void;
    error: Error | null;
    write(text: string): Parser;
    close(): Parser;
  }
  export function parser(strict: boolean): Parser;
}
