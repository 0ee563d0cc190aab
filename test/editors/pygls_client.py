"""Drives the server through pygls, a client that shares no code with it: pygls_client.py FIXTURE COMMAND..."""

import asyncio
import pathlib
import sys

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient

SETTINGS = {"inlayHints.size": True, "diagnostics": {"level": "warning", "largeArray": 100}}


def check(what, ok, seen=None):
    if not ok:
        sys.exit(f"not ok: {what}\n{seen!r}")
    print(f"ok: {what}", flush=True)


async def drive(fixture, command):
    client = BaseLanguageClient("independent", "1")
    pushed = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def on_diagnostics(params):
        pushed.put_nowait(params)

    @client.feature(lsp.WINDOW_LOG_MESSAGE)
    def on_log(params):
        print(params.message, file=sys.stderr)

    @client.feature(lsp.WORKSPACE_CONFIGURATION)
    def on_configuration(params):
        return [None for _ in params.items]

    @client.feature("rustMemoryLayout/status")
    def on_status(params):
        pass

    await client.start_io(command[0], *command[1:])
    uri = (fixture / "src/lib.rs").as_uri()
    initialize = lsp.InitializeParams(
        process_id=None,
        root_uri=fixture.as_uri(),
        initialization_options=SETTINGS,
        capabilities=lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(configuration=True),
            text_document=lsp.TextDocumentClientCapabilities(
                hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.PlainText])
            ),
        ),
    )
    answer = await client.initialize_async(initialize)
    check("positions are UTF-16", answer.capabilities.position_encoding == "utf-16", answer)
    try:
        await client.initialize_async(initialize)
        check("a second initialize is refused", False)
    except Exception as error:
        check("a second initialize is refused", getattr(error, "code", None) == -32600, error)
    client.initialized(lsp.InitializedParams())
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(
            lsp.TextDocumentItem(uri, "rust", 1, (fixture / "src/lib.rs").read_text("utf-8"))
        )
    )
    document = lsp.TextDocumentIdentifier(uri)
    name = lsp.HoverParams(document, lsp.Position(1, 12))

    hover = await client.text_document_hover_async(name)
    text = hover.contents.value
    check("the hover is plain text", hover.contents.kind == "plaintext" and "**" not in text, text)
    check("its first line has the size", text.startswith("32 bytes · align 8"), text)
    check("its table is aligned", "\noffset  size  field\n" in text, text)
    check("it names release and target", " · rustc 1." in text.splitlines()[-1], text)

    async def labels():
        everything = lsp.Range(lsp.Position(0, 0), lsp.Position(12, 0))
        hints = await client.text_document_inlay_hint_async(lsp.InlayHintParams(document, everything))
        return [hint.label[0].value for hint in hints]

    seen = await labels()
    check("settings of initializationOptions count", "32 bytes" in seen, seen)
    check("hints tell of padding", any("padding" in label for label in seen), seen)

    found = await asyncio.wait_for(pushed.get(), 60)
    check("diagnostics are pushed", found.uri == uri and len(found.diagnostics) == 1, found)
    check("they stand at the array", found.diagnostics[0].range.start.line == 8, found)

    client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({}))
    check("empty settings wipe nothing", "32 bytes" in await labels())
    client.workspace_did_change_configuration(
        lsp.DidChangeConfigurationParams({"rustMemoryLayout": {"inlayHints": {"size": False}}})
    )
    check("new settings count", "32 bytes" not in await labels())

    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(document, lsp.Range(name.position, name.position), lsp.CodeActionContext([]))
    )
    check("code actions are offered", actions and actions[0].edit is not None, actions)

    # Two at once: the second is cancelled while the server is at the first, or just answered.
    first = client.protocol.send_request_async("textDocument/hover", name)
    second = client.protocol.send_request("textDocument/hover", name, msg_id="second")
    client.protocol.notify("$/cancelRequest", lsp.CancelParams(id="second"))
    try:
        await asyncio.wait_for(asyncio.wrap_future(second), 60)
    except Exception as error:
        check("a cancelled question says so", getattr(error, "code", None) == -32800, error)
    check("others are answered", (await first) is not None)

    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 30)
    check("it ends with status 0", client._server.returncode == 0, client._server.returncode)
    await client.stop()


asyncio.run(drive(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]))
