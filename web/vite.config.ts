import { defineConfig } from "vite";

// One file with a fixed name: the program names it by its content, and is built with whatever stands in `dist`.
export default defineConfig({
  build: {
    lib: { entry: "src/main.ts", formats: ["es"], fileName: () => "islands.js" },
    target: "es2021",
    emptyOutDir: false,
    minify: "esbuild",
    reportCompressedSize: true,
  },
});
