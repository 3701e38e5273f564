/** Server-sent events as they come over the network (WHATWG HTML, 9.2.6): bytes in, events out, wherever they were cut. */

/** An event: its type (`message` where none is given), its data, and the last id told by then. */
export type ServerSentEvent = Readonly<{ type: string; data: string; id: string }>;

/** What bytes brought: events, the last id by now (which a block without data tells too), and how long to wait before coming back, in milliseconds. */
export type Brought = Readonly<{ events: readonly ServerSentEvent[]; id: string; retry: number | undefined }>;

/** Cuts text into lines, which end by CR, LF or both. A CR ends its line at once, and an LF that comes next belongs to it. */
const lineReader = (): ((text: string) => readonly string[]) => {
  let rest = '';
  let endedByReturn = false;
  return (text) => {
    const fresh = endedByReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') endedByReturn = text.endsWith('\r');
    const lines = (rest + fresh).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    return lines;
  };
};

/** A field's name and value: what comes after the first colon, without one space. */
const fieldOf = (line: string): readonly [name: string, value: string] => {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
};

/** Reads one stream: give it each piece of bytes as it comes. What is not complete waits for the next. */
export const eventReader = (): ((bytes: Uint8Array) => Brought) => {
  const decoder = new TextDecoder();
  const linesIn = lineReader();
  let data: string[] = [];
  let [type, nextId, id] = ['', '', ''];
  let retry: number | undefined;
  const take = (line: string): void => {
    const [name, value] = fieldOf(line);
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id' && !value.includes('\0')) nextId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value);
  };
  const complete = (): readonly ServerSentEvent[] => {
    id = nextId;
    const events = data.length === 0 ? [] : [{ type: type || 'message', data: data.join('\n'), id }];
    [data, type] = [[], ''];
    return events;
  };
  return (bytes) => {
    const events: ServerSentEvent[] = [];
    for (const line of linesIn(decoder.decode(bytes, { stream: true })))
      if (line === '') events.push(...complete());
      else take(line);
    return { events, id, retry };
  };
};
