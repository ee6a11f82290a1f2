import type { Examples } from "./example";

export const EN: Examples = {
  note: "This is an example. Nobody but you and your colleagues sees it. Change it, and it is yours.",
  about: { slug: "about", title: "About us", offer: "What you get here" },
  hours: {
    slug: "opening-hours",
    title: "Opening hours and directions",
    body: "## When we are open\n\n- Monday to Friday: from … to …\n- Saturday: from … to …\n- Sunday: closed\n\n## How to find us\n\nStreet and number, postal code and city.\n\nThe nearest stop is …; you can park at ….",
  },
  questions: { slug: "questions", title: "Questions and answers" },
  of: {
    food: {
      about: "We cook and bake what we like to eat ourselves. Most of it comes from nearby.",
      offers: ["Breakfast and lunch", "Bread and cake to take away", "Tables for your party"],
      questions: [
        ["Can I book a table?", "Yes: call us, or write to us a day before."],
        ["Do you have vegan dishes?", "Say here which, and what you do about allergies."],
      ],
    },
    retail: {
      about: "We choose every thing in our shop ourselves. Ask us: we know where it comes from.",
      offers: ["What is new this season", "Gifts, wrapped on request", "Orders that you collect"],
      questions: [
        ["Can I return something?", "Say here for how long, and what you need to bring."],
        ["Can you order it for me?", "Say here how long that takes."],
      ],
    },
    beauty: {
      about: "We take our time for you. First we listen, then we cut.",
      offers: ["Cut and colour", "Care for hair and skin", "Styling for weddings"],
      questions: [
        ["Do I need an appointment?", "Say here whether one may just come in."],
        ["Until when can I cancel?", "Say here how many hours before."],
      ],
    },
    health: {
      about: "We look after you, and explain what we do. You decide together with us.",
      offers: ["First visits and check-ups", "Treatment by appointment", "Visits to your home"],
      questions: [
        ["What do I bring to my first visit?", "Name here the papers that you need."],
        ["Who pays for it?", "Say here what insurers pay, and what not."],
      ],
    },
    fitness: {
      about: "Here everybody trains at their own pace. Somebody who knows how is always there.",
      offers: ["Courses for beginners", "Training with a coach", "A trial hour"],
      questions: [
        ["Can I try it first?", "Say here how a trial hour works."],
        ["How do I end my membership?", "Say here until when, and how."],
      ],
    },
    trades: {
      about: "We repair and build, and we come when we said we would. You know the price before.",
      offers: ["Repairs", "Work to your measure", "Help in an emergency"],
      questions: [
        ["What does it cost?", "Say here how you estimate, and whether that costs anything."],
        ["How soon can you come?", "Say here how long one waits at the moment."],
      ],
    },
    education: {
      about: "We teach in small groups, so that nobody is lost. You learn by doing.",
      offers: ["Courses in the evening", "Lessons for one", "Help before an exam"],
      questions: [
        ["Which course is right for me?", "Say here how one finds out."],
        ["What if I miss a lesson?", "Say here whether one can catch up."],
      ],
    },
    professional: {
      about: "We advise people who want clear answers. You talk to those who do the work.",
      offers: ["A first talk", "Advice for a fixed price", "Support over the year"],
      questions: [
        ["What does a first talk cost?", "Say here whether it is free."],
        ["How do you work?", "Say here what happens between the first call and the bill."],
      ],
    },
    hospitality: {
      about: "We have few rooms, and time for those who stay in them. Breakfast is until late.",
      offers: ["Rooms for one to four", "Breakfast", "Bicycles to borrow"],
      questions: [
        ["When can I check in?", "Say here from when, and what about late arrivals."],
        ["May I bring my dog?", "Say here whether, and what it costs."],
      ],
    },
    nonprofit: {
      about: "We do together what nobody could do alone. Whoever wants to help is welcome.",
      offers: ["Our meetings", "What we are working on", "How you can help"],
      questions: [
        ["How do I become a member?", "Say here how, and what it costs."],
        ["Can I donate?", "Say here how, and whether there is a receipt."],
      ],
    },
    other: {
      about: "Say here in two sentences who you are. What would you tell somebody at the door?",
      offers: ["What you do most", "What you do best", "What nobody else does"],
      questions: [
        ["How can I reach you?", "Say here how, and when you answer."],
        ["What does it cost?", "Say here what it depends on."],
      ],
    },
  },
};
