/** One process, in the foreground, everything it writes under its prefix. */
const frame = (prefix, http) => `daemon off; master_process off; worker_processes 1; pid ${prefix}/pid;
error_log ${prefix}/error.log error;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s; tcp_nodelay on;
  client_body_temp_path ${prefix}/body; proxy_temp_path ${prefix}/proxy; fastcgi_temp_path ${prefix}/fastcgi;
  uwsgi_temp_path ${prefix}/uwsgi; scgi_temp_path ${prefix}/scgi;
${http}
}
`

/** Backends that answer a fixed 51 bytes at once. */
export function backendsConfig(prefix, ports) {
  const servers = ports.map(port => {
    const body = `{"backend":"${port}","ok":true,"padding":"0123456789"}`.slice(0, 51)
    return `  server { listen 127.0.0.1:${port}; location / { default_type application/json; return 200 '${body}'; } }`
  })
  return frame(prefix, servers.join('\n'))
}

/**
 * A proxy set up as a good administrator would: upstream keep-alive on, HTTP/1.1, X-Forwarded-For. It adds a line to each
 * answer, as the embedded plane does with x-lbbench-tries.
 */
export function proxyConfig(prefix, port, backendPorts) {
  return frame(
    prefix,
    `  upstream pool { ${backendPorts.map(backend => `server 127.0.0.1:${backend};`).join(' ')} keepalive 256; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${port}; location / {
    proxy_pass http://pool; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_buffering on;
    add_header x-upstream $upstream_addr; } }`,
  )
}
