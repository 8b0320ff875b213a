import { defineConfig } from "vite";

// One file with a fixed name for the public pages, and one for the desk (`--mode desk`): the program names each by its content, and is
// built with whatever stands in `dist`.
export default defineConfig(({ mode }) => ({
  build: {
    rollupOptions: {
      input: mode === "desk" ? "src/desk/main.ts" : "src/main.ts",
      output: { entryFileNames: mode === "desk" ? "desk.js" : "islands.js" },
    },
    modulePreload: { polyfill: false },
    target: "es2021",
    emptyOutDir: false,
    minify: "esbuild",
    reportCompressedSize: true,
  },
}));
