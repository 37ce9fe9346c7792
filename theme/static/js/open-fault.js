// What an editor is told when something does not work. `field` is the id of what to look at.

export class Fault extends Error {
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

export const OLD = "This browser cannot do it. Use a newer one, over https, or “make referral”.";
