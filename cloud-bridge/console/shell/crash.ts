const words = {
  title: "页面出错，请重新载入 / The page failed, please reload",
  text: "已保存的内容没有丢失，写了一半的备注也在。 / Nothing that was saved is lost, nor a note that you began.",
  reload: "重新载入 / Reload",
} as const;

/** The last resort: an error nobody expected took the page down, so it is said without any of the page's parts. */
export const showCrash =
  (root: HTMLElement) =>
  (error: unknown): void => {
    const box = document.createElement("div");
    box.className = "notice bad";
    box.role = "alert";
    const line = (tag: "h2" | "p" | "code", text: string): void => {
      const element = document.createElement(tag);
      element.textContent = text;
      box.append(element);
    };
    line("h2", words.title);
    line("p", words.text);
    line("code", String(error));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.reload;
    button.onclick = () => location.reload();
    box.append(button);
    // React empties its root after this call.
    setTimeout(() => root.replaceChildren(box));
  };
