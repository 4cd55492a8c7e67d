/** A finished piece of work, for OpenTelemetry. */
export interface Span {
  readonly name: string
  /** 16 hexadecimal digits. */
  readonly id: string
  /** Undefined of the root. */
  readonly parent: string | undefined
  /** Milliseconds since 1970. */
  readonly beginMs: number
  readonly endMs: number
  readonly attributes: Attributes
  /** In one sentence, where it failed. */
  readonly failure?: string | undefined
}

type Attributes = Readonly<Record<string, string | number>>

export interface TraceHead {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** Version of lbbench. */
  readonly version: string
}

/**
 * A line of an OTLP file: one ExportTraceServiceRequest in the JSON encoding of OTLP.
 * Sources: https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/, opentelemetry-proto trace/v1/trace.proto
 */
export function otlpLine({ traceId, version }: TraceHead, spans: readonly Span[]): string {
  const resource = { attributes: attributesOf({ 'service.name': 'lbbench', 'service.version': version }) }
  const scopeSpans = [{ scope: { name: 'lbbench', version }, spans: spans.map(span => otlpSpan(traceId, span)) }]
  return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] })}\n`
}

/** SPAN_KIND_INTERNAL, STATUS_CODE_OK and STATUS_CODE_ERROR: enums are numbers in this encoding. */
const internal = 1
const ok = 1
const failed = 2

function otlpSpan(traceId: string, { name, id, parent, beginMs, endMs, attributes, failure }: Span): object {
  return {
    ...{ traceId, spanId: id, ...(parent !== undefined && { parentSpanId: parent }) },
    ...{ name, kind: internal, startTimeUnixNano: nanos(beginMs), endTimeUnixNano: nanos(endMs) },
    attributes: attributesOf(attributes),
    status: failure === undefined ? { code: ok } : { code: failed, message: failure },
  }
}

/** 64-bit integers are text in JSON. A double holds the microseconds of our time exactly, not its nanoseconds. */
function nanos(ms: number): string {
  return `${BigInt(Math.round(ms * 1000)) * 1000n}`
}

function attributesOf(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: string | number): object {
  if (typeof value === 'string') return { stringValue: value }
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}
