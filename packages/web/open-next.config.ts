// Binaries are called by their path: neither pnpm nor a global next needs to be there.
export default {
  default: {},
  buildCommand: "node_modules/.bin/next build",
  imageOptimization: {
    install: {
      packages: ["sharp@0.35.5"],
      arch: "arm64",
      os: "linux",
      libc: "glibc",
      // npm reads `--cpu`, not the `--arch` that OpenNext passes: without it arm64 would get x64 binaries.
      additionalArgs: "--cpu=arm64 --no-audit --no-fund --loglevel=error",
    },
  },
} as const;
