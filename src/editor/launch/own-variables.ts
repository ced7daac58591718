import { keyNames } from '../../grid/keys';

/**
 * Variables without those that tell a meter whom to ask over the network, and how: settings say that, which no workspace can
 * change. A `.env` that a checkout brings would else turn a provider on, or send a key to an address of its own. Keys may be given.
 */
export const withoutOwnVariables = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^WATTLENS_/i.test(name) || keyNames.has(name.toUpperCase()),
    ),
  );
