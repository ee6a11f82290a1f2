"use client";
export { Broken as default } from "../../src/frame/broken";
