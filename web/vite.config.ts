import { defineConfig } from "vite";

// One file with a fixed name for the public pages, and one for the desk (`--mode desk`): the program names each by its content, and is
// built with whatever stands in `dist`.
export default defineConfig(({ mode }) => ({
  build: {
    lib:
      mode === "desk"
        ? { entry: "src/desk/main.ts", formats: ["es"], fileName: () => "desk.js" }
        : { entry: "src/main.ts", formats: ["es"], fileName: () => "islands.js" },
    target: "es2021",
    emptyOutDir: false,
    minify: "esbuild",
    reportCompressedSize: true,
  },
}));
