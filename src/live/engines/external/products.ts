import { caddy } from '../caddy/caddy.js'
import { envoy } from '../envoy/envoy.js'
import { haproxy } from '../haproxy/haproxy.js'
import { nginx } from '../nginx/nginx.js'
import { traefik } from '../traefik/traefik.js'
import type { Product } from './product.js'

/** Every balancer that is not ours, in the order of `engineNames`. */
export const products: readonly Product[] = [nginx, haproxy, caddy, envoy, traefik]
