/** Host and port as a URL or a Host header says them: "127.0.0.1:80", "[::1]:80" (RFC 3986 3.2.2). */
export function authorityOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
