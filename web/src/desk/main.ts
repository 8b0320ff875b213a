// What the script adds to pages of the desk, which are whole without it. Each island looks for what it knows and leaves the rest alone.

import { passkeys } from "./passkey.js";

passkeys();
