/** What a script in the page tries; `there` is a server that isn't the kiosk's. Each is evaluated as after a touch. */
export type Attack = { readonly name: string; readonly script: string };

const anchor = (url: string, more = "") =>
  `const a = document.createElement("a"); a.href = ${url}; ${more} part.append(a); a.click();`;
const form = (url: string, method: string, target = "") =>
  `const f = document.createElement("form"); f.action = ${url}; f.method = "${method}"; f.target = "${target}"; part.append(f); f.submit();`;
const frame = (tag: string, key: string, url: string) =>
  `const e = document.createElement("${tag}"); e.${key} = ${url}; part.append(e);`;

/** Ways to lead the window, or a part of it, elsewhere. */
const ways: Readonly<Record<string, (url: string) => string>> = {
  "sets the address": (url) => `location.href = ${url};`,
  "replaces the address": (url) => `location.replace(${url});`,
  "follows a link": (url) => anchor(url),
  "follows a link into a new window": (url) => anchor(url, 'a.target = "_blank";'),
  "opens a window": (url) => `open(${url}, "_blank", "popup,width=300,height=300");`,
  "opens it in its own window": (url) => `open(${url}, "_self");`,
  "sends a form": (url) => form(url, "post"),
  "embeds a frame": (url) => frame("iframe", "src", url),
};
const places: Readonly<Record<string, string>> = {
  "another server": "there + '/led'",
  "a file of the machine": '"file:///etc/passwd"',
  "a blank page": '"about:blank"',
  data: '"data:text/html,<h1>elsewhere</h1>"',
  "the browser's own pages": '"chrome://gpu"',
  "another program": '"mailto:somebody@example.org"',
};

const led = Object.entries(ways).flatMap(([way, script]) =>
  Object.entries(places).map(([place, url]) => ({ name: `${way}: ${place}`, script: script(url) })),
);

// Not among them: a file field's dialog, which Electron lets nobody refuse; the policy of the page's scripts alone
// stands before it.
const others: Readonly<Record<string, string>> = {
  "fetches from another server": "await fetch(there + '/fetch', { mode: 'no-cors' });",
  "asks another server by XMLHttpRequest":
    "const r = new XMLHttpRequest(); r.open('GET', there + '/xhr'); r.send();",
  "sends a beacon": "navigator.sendBeacon(there + '/beacon', 'name');",
  "opens a socket": "new WebSocket(there.replace('http', 'ws') + '/socket');",
  "opens an event stream": "new EventSource(there + '/events');",
  "loads a picture": frame("img", "src", "there + '/picture'"),
  "loads a script": frame("script", "src", "there + '/script'"),
  "loads a film": frame("video", "src", "there + '/film'"),
  "loads a style sheet":
    "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = there + '/style'; part.append(l);",
  "fetches ahead":
    "const l = document.createElement('link'); l.rel = 'prefetch'; l.href = there + '/ahead'; part.append(l);",
  "loads an object": frame("object", "data", "there + '/object'"),
  "starts a worker that asks elsewhere":
    "new Worker(URL.createObjectURL(new Blob(['importScripts(' + JSON.stringify(there + '/worker') + ')'])));",
  "refreshes to another server":
    "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=' + there + '/refresh'; document.head.append(m); setTimeout(() => m.remove(), 100);",
  "downloads a file": anchor("URL.createObjectURL(new Blob(['x']))", "a.download = 'x.sh';"),
  "asks for the printer's dialog": "print();",
  "shows an alert": "alert('!');",
  "asks a question": "confirm('?');",
  "asks for a word": "prompt('?');",
  "asks to open a file": "await showOpenFilePicker();",
  "asks where to save a file": "await showSaveFilePicker();",
  "asks for a folder": "await showDirectoryPicker();",
  "asks for a picture in a picture":
    "const c = document.createElement('canvas'); c.getContext('2d').fillRect(0, 0, 9, 9); const v = document.createElement('video'); v.srcObject = c.captureStream(); v.muted = true; part.append(v); await v.play(); await v.requestPictureInPicture();",
  "opens a document in a picture": "await documentPictureInPicture.requestWindow();",
  "asks for camera and microphone":
    "await navigator.mediaDevices.getUserMedia({ audio: true, video: true });",
  "asks to record the screen": "await navigator.mediaDevices.getDisplayMedia({ video: true });",
  "asks to notify": "if ((await Notification.requestPermission()) === 'granted') throw new Error('granted');",
  "asks where the kiosk is":
    "await new Promise((_, no) => navigator.geolocation.getCurrentPosition(() => {}, no));",
  "reads the clipboard": "await navigator.clipboard.readText();",
  "asks for a USB device": "await navigator.usb.requestDevice({ filters: [] });",
  "asks for a serial port": "await navigator.serial.requestPort();",
  "asks for a HID device": "await navigator.hid.requestDevice({ filters: [] });",
  "asks for a Bluetooth device": "await navigator.bluetooth.requestDevice({ acceptAllDevices: true });",
  "asks for MIDI": "await navigator.requestMIDIAccess({ sysex: true });",
  "locks the pointer": "await document.body.requestPointerLock();",
  "takes over links of a kind": "navigator.registerProtocolHandler('web+x', location.origin + '/%s');",
  "closes the window": "close();",
  "moves and shrinks the window": "moveTo(50, 50); resizeTo(200, 200);",
  "leaves the full screen": "await document.exitFullscreen();",
  "goes back": "history.back();",
  "goes forward": "history.forward();",
  "shows questions before leaving":
    "onbeforeunload = () => 'stay'; setTimeout(() => (onbeforeunload = null), 100);",
};

export const attacks: readonly Attack[] = [
  ...led,
  ...Object.entries(others).map(([name, script]) => ({ name, script })),
];
