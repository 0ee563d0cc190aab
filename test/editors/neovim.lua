-- Run by `nvim --clean --headless -l neovim.lua SETUP FIXTURE`: drives Neovim's own client with the set-up of
-- docs/editors.md, and fails with the first thing that isn't as it should be.
local setup, fixture = unpack(_G.arg)
local started = vim.uv.hrtime()

local function check(what, ok, seen)
  if not ok then
    io.stderr:write('\nnot ok: ' .. what .. '\n' .. vim.inspect(seen) .. '\n')
    os.exit(1)
  end
  print('ok: ' .. what)
end

local function until_true(what, condition)
  local seen
  local ok = vim.wait(60000, function()
    seen = condition()
    return seen
  end, 50)
  check(what, ok, seen)
  return seen
end

dofile(setup)
vim.cmd.edit(fixture .. '/src/lib.rs')
vim.bo.filetype = 'rust'
local client = until_true('the server starts', function()
  local found = vim.lsp.get_clients({ bufnr = 0, name = 'rust_memory_layout' })[1]
  return found and found.initialized and found
end)
check('both count alike', client.offset_encoding == 'utf-8', client.offset_encoding)

local function ask(method, params, timeout)
  local answer, failure = client:request_sync(method, params, timeout or 60000, 0)
  check(method .. ' is answered', answer and not answer.err, answer or failure)
  return answer.result
end
local document = vim.lsp.util.make_text_document_params(0)

local hover = ask('textDocument/hover', { textDocument = document, position = { line = 1, character = 12 } })
check('the hover has the size', hover.contents.value:find('**32 bytes**', 1, true) == 1, hover)
check('the hover names release and target', hover.contents.value:find('· rustc 1%.%d+'), hover)
check('the hover links to no command', not hover.contents.value:find('command:', 1, true), hover)

local hints = ask('textDocument/inlayHint', {
  textDocument = document,
  range = { start = { line = 0, character = 0 }, ['end'] = { line = 11, character = 0 } },
})
local labels = vim.tbl_map(function(hint) return hint.label[1].value end, hints)
check('hints follow the settings', vim.tbl_contains(labels, '32 bytes'), labels)
check('hints tell of padding', vim.iter(labels):any(function(label) return label:find('padding') end), labels)

local found = until_true('diagnostics are shown', function()
  local all = vim.diagnostic.get(0)
  return #all > 0 and all
end)
check('diagnostics tell of the array', found[1].message:find('200 bytes') and found[1].lnum == 8, found)

-- Neovim counts the change in UTF-8, behind characters of two and four bytes.
vim.api.nvim_buf_set_text(0, 3, 25, 3, 28, { 'u64' })
vim.wait(300)
hover = ask('textDocument/hover', { textDocument = document, position = { line = 1, character = 12 } })
check('the hover follows the typing', hover.contents.value:find('**40 bytes**', 1, true) == 1, hover)

local actions = ask('textDocument/codeAction', {
  textDocument = document,
  range = { start = { line = 1, character = 12 }, ['end'] = { line = 1, character = 12 } },
  context = { diagnostics = {} },
})
check('code actions are offered', #actions > 0 and actions[1].edit, actions)

local _, id = client:request('textDocument/hover', {
  textDocument = document,
  position = { line = 2, character = 6 },
}, function() end, 0)
client:cancel_request(id)
check('a question can be cancelled', client.requests[id] and client.requests[id].type == 'cancel', client.requests[id])
until_true('a cancelled question is answered', function() return client.requests[id] == nil end)

client:notify('workspace/didChangeConfiguration', { settings = vim.empty_dict() })
hints = ask('textDocument/inlayHint', {
  textDocument = document,
  range = { start = { line = 0, character = 0 }, ['end'] = { line = 11, character = 0 } },
})
labels = vim.tbl_map(function(hint) return hint.label[1].value end, hints)
check('empty settings wipe nothing', vim.tbl_contains(labels, '40 bytes'), labels)

client:stop()
until_true('the server ends', function() return client:is_stopped() end)
print(('ok in %.1f s\n'):format((vim.uv.hrtime() - started) / 1e9))
os.exit(0)
