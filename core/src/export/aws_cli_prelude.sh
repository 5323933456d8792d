# How a step works: `lookup` finds what an earlier run made, `create` makes what is missing, `await`
# waits until it is usable, `remove` takes it away again. A step says where it acts with `at` and
# which ids it depends on with `needs`.

usage() {
  cat <<'TEXT'
Usage: bash SCRIPT [--dry-run | --destroy] [--help]
  (no option)  make what is missing; a second run finds what the first made and goes on
  --dry-run    print the calls that make something; sends nothing
  --destroy    remove, in reverse order, what this design's runs have made
Environment:
  NETWRIGHT_PROFILE_<ACCOUNT>   named profile for an account of the design
  NETWRIGHT_POLL_SECONDS        pause between two looks while waiting (10)
  NETWRIGHT_WAIT_LIMIT_SECONDS  give up waiting after this long (3600)
TEXT
}

mode=create
for argument in "$@"; do
  case $argument in
    --dry-run) mode=dry ;;
    --destroy) mode=scan ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

poll_seconds=${NETWRIGHT_POLL_SECONDS-10}
wait_limit=${NETWRIGHT_WAIT_LIMIT_SECONDS-3600}
export AWS_PAGER=''
notes=$(mktemp)
# Some calls want a reference that was never used before.
run=$(date -u +%Y%m%d%H%M%S)$RANDOM
trap 'rm -f "$notes"' EXIT
profile=() extra=() fixed=() region='' title='' answer='' made='' waiting=''

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# The texts in JSON parameters are raw: version 2 of the AWS CLI would take some for base64.
if [ "$mode" != dry ]; then
  case $(aws --version 2>&1) in
    aws-cli/1.*) ;;
    *) extra=(--cli-binary-format raw-in-base64-out) ;;
  esac
fi

at() { # PROFILE REGION TITLE
  profile=()
  [ -z "$1" ] || profile=(--profile "$1")
  region=$2 title=$3 made='' fixed=()
}

needs() { # VALUE...: goes on where all are known
  local value
  for value in "$@"; do
    if [ -z "$value" ]; then
      [ "$mode" != create ] || die "$title: an id that it depends on is not known"
      return 1
    fi
  done
}

ipv6_subnet() { # BLOCK NUMBER: the /64 with this number of a /56
  local parts
  IFS=: read -r -a parts <<<"${1%%::*}"
  case $1 in
    *::/56) printf '%s:%s:%s:%x::/64' "${parts[0]:-0}" "${parts[1]:-0}" "${parts[2]:-0}" $((16#${parts[3]:-0} & 16#ff00 | $2)) ;;
    *) printf '<subnet %s of %s>' "$2" "$1" ;;
  esac
}

call() { # COMMAND...
  aws "$@" --region "$region" ${profile[@]+"${profile[@]}"} ${extra[@]+"${extra[@]}"}
}

plain() { # sets answer to the text inside its JSON; Route 53 takes and gives ids with and without a path
  answer=${answer#\"}
  answer=${answer%\"}
  answer=${answer#/hostedzone/}
}

ask() { # QUERY COMMAND...: sets answer; empty where there is nothing
  local query=$1
  shift
  if ! answer=$(call "$@" --query "$query" --output json 2>"$notes"); then
    if ! grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist|UnknownResource' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    answer=''
  fi
  case $answer in null | false | '""' | '[]' | '{}') answer='' ;; esac
  plain
}

holds() { fixed+=("$1" "$2"); } # WHAT VALUE: what AWS never changes in the thing that `lookup` finds

same() { # takes an answer apart: the id, and what `holds` named; another thing is neither taken over nor removed
  local place=0 parts
  [ ${#fixed[@]} -gt 0 ] || return 0
  IFS='|' read -r -a parts <<<"$answer"
  answer=${parts[0]-}
  [ -n "$answer" ] || return 0
  for ((place = 1; place < ${#parts[@]}; place++)); do
    set -- "${fixed[2 * place - 2]}" "${fixed[2 * place - 1]}" "${parts[place]}"
    case $3 in
      "$2" | null) ;;
      *) die "another design of this name is here, or this one was changed since it was made: $title has $1 $3, the design $2" ;;
    esac
  done
}

lookup() { # VARIABLE QUERY COMMAND...
  local variable=$1
  shift
  case $mode in
    create | scan | compare) ask "$@"; same; printf -v "$variable" %s "$answer" ;;
    dry) printf -v "$variable" %s '' ;;
  esac
}

given() { # VARIABLE QUERY COMMAND...: looks up what others have made, before anything else is made
  local variable=$1
  shift
  case $mode in
    create | scan)
      ask "$@"
      [ -n "$answer" ] || [ "$mode" = scan ] || die "$title: it is not there; others make it, this design only names it"
      printf -v "$variable" %s "$answer"
      ;;
    dry) printf -v "$variable" %s "<$variable>" ;;
  esac
}

gap() { # VARIABLE TEXT: marks a step that stops traffic on a network that is there
  case $mode in
    create) [ -n "${!1}" ] || say "! gap in traffic: $2" ;;
    dry) printf '# gap in traffic where it is needed: %s\n' "$2" ;;
  esac
}

create() { # VARIABLE QUERY COMMAND...; without a query the variable only says that it is done
  local variable=$1 query=$2
  shift 2
  case $mode in
    create)
      if [ -n "${!variable}" ]; then say "= $title"; return 0; fi
      say "+ $title"
      if [ -z "$query" ]; then
        call "$@" >/dev/null || die "$title: $1 $2 failed"
        answer=made
      elif ! answer=$(call "$@" --query "$query" --output json); then
        die "$title: $1 $2 failed"
      fi
      plain
      case $answer in '' | null) die "$title: $1 $2 gave no $query" ;; esac
      made=yes
      printf -v "$variable" %s "$answer"
      ;;
    dry)
      printf 'aws'
      printf ' %q' "$@" --region "$region" ${profile[@]+"${profile[@]}"}
      printf '\n'
      printf -v "$variable" %s "<$variable>"
      ;;
  esac
}

again() { # VARIABLE QUERY COMMAND...: looks up what the answer of create doesn't hold
  if [ -n "$made" ]; then expect "$@"; fi
}

expect() { # VARIABLE QUERY COMMAND...: looks up what must be there by now
  local variable=$1 began=$SECONDS
  shift
  case $mode in
    dry) printf -v "$variable" %s "<$variable>" ;;
    scan) ask "$@"; printf -v "$variable" %s "$answer" ;;
    create)
      while :; do
        ask "$@"
        [ -z "$answer" ] || break
        pause "$began" 'not there yet'
      done
      printf -v "$variable" %s "$answer"
      ;;
  esac
}

pause() { # BEGAN STATE: says once what is waited for
  if [ "$waiting" != "$title" ]; then
    say "  waiting: $title (${2:-absent})"
    waiting=$title
  fi
  [ $((SECONDS - $1)) -lt "$wait_limit" ] || die "$title: still ${2:-absent} after $wait_limit s"
  sleep "$poll_seconds"
}

await() { # WANTED HOPELESS QUERY COMMAND...; wanted and hopeless states are separated by |
  local wanted=$1 hopeless=$2 began=$SECONDS
  shift 2
  [ "$mode" = create ] || return 0
  while :; do
    ask "$@"
    case "|$wanted|" in *"|$answer|"*) return 0 ;; esac
    [ -z "$answer" ] || case "|$hopeless|" in *"|$answer|"*) die "$title: it is $answer" ;; esac
    pause "$began" "$answer"
  done
}

renew() { # VARIABLE QUERY COMMAND...: looks up once more what earlier removals have changed
  local variable=$1
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  ask "$@"
  printf -v "$variable" %s "$answer"
}

remove() { # VARIABLE COMMAND...
  local variable=$1 began=$SECONDS
  shift
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  say "- $title"
  until call "$@" >/dev/null 2>"$notes"; do
    if grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist' "$notes"; then break; fi
    # What still holds on to it is on its way out; anything else is a real failure.
    if ! grep -Eqi 'DependencyViolation|IncorrectState|AssociatedItem|InUse|NotDisabled|NotEmpty' "$notes"; then
      cat "$notes" >&2
      die "$title: $1 $2 failed"
    fi
    if [ $((SECONDS - began)) -ge "$wait_limit" ]; then cat "$notes" >&2; fi
    pause "$began" 'in use'
  done
}

gone() { # VARIABLE STATES QUERY COMMAND...
  local variable=$1 states=$2 began=$SECONDS
  shift 2
  [ "$mode" = remove ] || return 0
  [ -n "${!variable}" ] || return 0
  while :; do
    ask "$@"
    case "|$states|" in *"|$answer|"*) return 0 ;; esac
    [ -n "$answer" ] || return 0
    pause "$began" "$answer"
  done
}

account() { # PROFILE REGION NUMBER NAME: stops before anything is touched where the caller is someone else
  [ "$mode" != dry ] || return 0
  at "$1" "$2" "account $4"
  ask Account sts get-caller-identity
  [ -n "$answer" ] || die "$title: who is calling is not known"
  if [ -n "$3" ] && [ "$3" != "$answer" ]; then
    die "$title: the design says $3, the credentials belong to $answer"
  fi
  say "$title: $answer"
}
