"use client";
import { Ellipsis, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, LinkButton, TextLink } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Menu, MenuButton, MenuGroup, MenuLink } from "../ui/menu";
import { toast } from "../ui/toast";
import { Tooltip } from "../ui/tooltip";
import { EMOJI, HEBREW, LONG } from "./samples";
import { Specimen, Specimens } from "./specimen";

const LOOKS = ["primary", "quiet", "bad", "bare", "link"] as const;
const never = () => Promise.reject(new Error("nothing was done"));

/** What can be pressed. */
export function Actions() {
  return (
    <div className="grid grid-cols-1 gap-8">
      <Specimens>
        {LOOKS.map((look) => (
          <Specimen key={look} name={look}>
            <div className="flex flex-wrap items-center gap-2">
              <Button look={look}>Save</Button>
              <Button look={look} size="small">
                Small
              </Button>
              <Button look={look} disabled>
                Disabled
              </Button>
              <Button look={look} busy>
                Busy
              </Button>
            </div>
          </Specimen>
        ))}
        <Specimen name="with a sign, and long">
          <div className="flex flex-wrap items-center gap-2">
            <Button>
              <Plus aria-hidden className="size-4" />
              New
            </Button>
            <Button look="bare" size="icon" aria-label="Remove">
              <Trash2 aria-hidden className="size-4" />
            </Button>
            <Button look="quiet" className="max-w-full">
              <span className="min-w-0 truncate">{LONG}</span>
            </Button>
          </div>
        </Specimen>
        <Specimen name="links">
          <div className="flex flex-wrap items-center gap-4">
            <LinkButton href="#actions">Go there</LinkButton>
            <TextLink href="#actions">inside a sentence</TextLink>
          </div>
        </Specimen>
      </Specimens>
      <Overlays />
    </div>
  );
}

/** What stands above the page. */
function Overlays() {
  const [place, open] = useState<"middle" | "wide" | "side">();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button look="quiet" size="small" onClick={() => open("middle")}>
        Dialog
      </Button>
      <Button look="quiet" size="small" onClick={() => open("side")}>
        Drawer
      </Button>
      <Confirm
        label="Delete"
        title="Delete this page?"
        lead="It cannot be brought back."
        act={never}
      />
      <Menu
        label="More to do"
        className="grid size-9 cursor-pointer place-items-center rounded-lg border border-line bg-raised hover:border-edge"
        trigger={<Ellipsis aria-hidden className="size-4" />}
      >
        <MenuGroup label="Appearance">
          <MenuButton checked onClick={() => {}}>
            Light
          </MenuButton>
          <MenuButton checked={false} onClick={() => {}}>
            {HEBREW}
          </MenuButton>
        </MenuGroup>
        <MenuLink href="#actions">{EMOJI}</MenuLink>
        <MenuButton onClick={() => {}}>
          <span className="truncate">{LONG}</span>
        </MenuButton>
      </Menu>
      <Tooltip text="Everybody in the business sees this, whatever their role.">
        {(tipped) => (
          <Button look="quiet" size="small" {...tipped}>
            Tooltip
          </Button>
        )}
      </Tooltip>
      <Button
        look="quiet"
        size="small"
        onClick={() => toast("The page was deleted.", () => Promise.resolve())}
      >
        Toast with undo
      </Button>
      <Dialog
        open={place !== undefined}
        place={place ?? "middle"}
        title="Invite somebody"
        lead="They get a mail with a link, which lasts a week."
        onClose={() => open(undefined)}
      >
        <Field label="E-mail address" type="email" />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => open(undefined)}>
            Cancel
          </Button>
          <Button onClick={() => open(undefined)}>Invite</Button>
        </div>
      </Dialog>
    </div>
  );
}
