"""The counsellors' console, below `/console` in the bot's own process.

A *section* is a module (or package) here with its pages: it makes a `Section` and registers handlers
on it. Each registration names the role that it needs, and there is no other way to add a route.

    section = Section("Proberen", "/console/proberen", Role.COUNSELLOR)

    @section.page()                              # GET /console/proberen
    async def show(visit: Visit) -> HTTPResponse:
        return visit.page("trying/show.html", question="")

    @section.form("/bewaren", role=Role.EDITOR)  # POST /console/proberen/bewaren
    async def keep(visit: Visit) -> HTTPResponse:
        return visit.go(section.path)

Then three things:

1. one line in `SECTIONS` of `bot/console/blueprint.py`; its order is the order of the navigation;
2. its templates in `bot/console/templates/<section>/`, each `{% extends "base.html" %}`; every form
   holds `{{ csrf() }}`, and a form without it is refused;
3. its tables, if any, on `bot.console.database.metadata`; `visit.console.database.begin()` gives a
   connection. That blocks: use it as `await asyncio.to_thread(...)`, as everything that takes more
   than a moment, because visitors chat on the same event loop.

`visit` has the account (`visit.account`), the form's fields (`visit.field("name")`), the loaded model
(`visit.agent`) and the request itself. `raise Refused(status, "Nederlandse zin.")` shows a page with that
sentence. Without an account nothing below `/console` exists (404).
"""
