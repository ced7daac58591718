import * as vscode from 'vscode';
import { headerValue, type NetworkSettings } from '../../grid/intensity-setup';

/** The proxy settings of VS Code. */
export function readProxySettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<unknown>('proxy');
  const exceptions = http.get<unknown>('noProxy');
  const isOff = http.get<unknown>('proxySupport') === 'off';
  return {
    proxy: !isOff && typeof proxy === 'string' && proxy.trim() !== '' ? proxy.trim() : undefined,
    // Where proxies are off, that of the environment is too.
    exceptions: isOff
      ? ['*']
      : Array.isArray(exceptions)
        ? exceptions.filter((name) => typeof name === 'string')
        : [],
    checksCertificates: http.get<unknown>('proxyStrictSSL') !== false,
    proxyAuthorization: isOff ? undefined : headerValue(http.get<unknown>('proxyAuthorization')),
  };
}
