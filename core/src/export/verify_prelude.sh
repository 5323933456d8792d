# How a step works: `at` says where it asks, `needs` which ids it depends on, `present` looks for a thing the
# way the scripts that made it do, `same` compares one of its settings. Nothing here changes anything.

usage() {
  cat <<'TEXT'
Usage: bash verify.sh [--inside ID]... [--no-aws] [--help]
  (no option)    ask AWS whether everything is there as designed, and DNS for public names
  --inside ID    this host is in the VPC, subnet, workload, environment or site with this id of the design, or
                 on the internet: also look up private names, and try the connections of intents from here
  --no-aws       do not ask AWS; addresses to try must then be given
Environment:
  NETWRIGHT_PROFILE_<ACCOUNT>   named profile for an account of the design
  NETWRIGHT_TARGET_<INTENT>     address to try for an intent, such as NETWRIGHT_TARGET_INTENT_1
  NETWRIGHT_TIMEOUT_SECONDS     how long to try a connection (5)
Exit code: 0 everything as designed, 1 something is not, 2 wrong usage.
TEXT
}

inside='' ask_aws=yes
while [ $# -gt 0 ]; do
  case $1 in
    --inside) [ $# -gt 1 ] || { usage >&2; exit 2; }; inside="$inside $2"; shift 2 ;;
    --no-aws) ask_aws=''; shift ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

export AWS_PAGER=''
seconds=${NETWRIGHT_TIMEOUT_SECONDS-5}
good=0 bad=0 skipped=0
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
profile=() region='' title='' answer=''

pass() { good=$((good + 1)); printf 'ok       %s\n' "$*"; }
fail() { bad=$((bad + 1)); printf 'NOT OK   %s\n' "$*"; }
skip() { skipped=$((skipped + 1)); printf 'skipped  %s\n' "$*"; }

at() { # PROFILE REGION TITLE
  profile=()
  [ -z "$1" ] || profile=(--profile "$1")
  region=$2 title=$3
}

needs() { # VALUE...: goes on where all are known
  local value
  for value in "$@"; do
    if [ -z "$value" ]; then
      skip "$title: something that it depends on is not there"
      return 1
    fi
  done
}

ask() { # QUERY COMMAND...: sets answer; empty where there is nothing
  local query=$1
  shift
  answer=''
  [ -n "$ask_aws" ] || return 0
  if ! answer=$(aws "$@" --region "$region" ${profile[@]+"${profile[@]}"} --query "$query" --output json 2>"$notes"); then
    if ! grep -Eqi 'NotFound|NoSuch|NonExistent|does ?not ?exist|UnknownResource' "$notes"; then
      cat "$notes" >&2
    fi
    answer=''
  fi
  case $answer in null | false | '""' | '[]' | '{}') answer='' ;; esac
  answer=${answer#\"}
  answer=${answer%\"}
  # Route 53 writes ids as paths, and not everywhere takes them so.
  answer=${answer#/hostedzone/}
}

present() { # VARIABLE QUERY COMMAND...
  local variable=$1
  shift
  ask "$@"
  printf -v "$variable" %s "$answer"
  if [ -n "$answer" ]; then pass "$title"; else fail "$title: not there"; fi
}

same() { # VARIABLE MEMBER WANTED QUERY COMMAND...: nothing to compare where the thing is not there
  local variable=$1 member=$2 wanted=$3
  shift 3
  [ -n "${!variable}" ] || return 0
  ask "$@"
  # What is false counts as nothing in an answer.
  if [ "$wanted" = false ] && [ -z "$answer" ]; then answer=false; fi
  if [ "$answer" = "$wanted" ]; then
    pass "$title: $member is $wanted"
  else
    fail "$title: $member is ${answer:-nothing}, designed as $wanted"
  fi
}

account() { # PROFILE REGION NUMBER NAME
  at "$1" "$2" "account $4"
  ask Account sts get-caller-identity
  if [ -z "$answer" ]; then
    fail "$title: who is calling is not known"
  elif [ -n "$3" ] && [ "$3" != "$answer" ]; then
    fail "$title: the design says $3, the credentials belong to $answer"
  else
    pass "$title: $answer"
  fi
}

here() { # ID...: whether this host was said to be in one of these
  local id
  for id in "$@"; do
    case " $inside " in *" $id "*) return 0 ;; esac
  done
  return 1
}

addresses() { # NAME: sets answer to what it resolves to
  answer=''
  if command -v nslookup >/dev/null; then
    answer=$(nslookup "$1" 2>/dev/null | awk '/^Name:/ { found = 1 } found && /^Address/ { print $NF }' || true)
  else
    answer=$(getent ahosts "$1" 2>/dev/null | awk '{ print $1 }' | sort -u || true)
  fi
}

private_name() { # NAME WHAT: must resolve to private addresses only
  local address
  addresses "$1"
  if [ -z "$answer" ]; then
    fail "$2: $1 does not resolve"
    return 0
  fi
  for address in $answer; do
    case $address in
      10.* | 192.168.* | 172.1[6-9].* | 172.2[0-9].* | 172.3[01].* | 100.6[4-9].* | 100.[7-9][0-9].* | 100.1[01][0-9].* | 100.12[0-7].* | f[cd]*) ;;
      *) fail "$2: $1 resolves to $address, which is public"; return 0 ;;
    esac
  done
  pass "$2: $1 resolves to private addresses"
}

public_name() { # NAME
  addresses "$1"
  if [ -n "$answer" ]; then pass "$1 resolves"; else fail "$1 does not resolve"; fi
}

try() { # INTENT KIND ADDRESS PORT: opens a TCP connection
  local override=NETWRIGHT_TARGET_$1 outcome=closed
  local address=${!override-$3}
  if [ -z "$address" ]; then
    skip "$title: no address to try; set $override"
    return 0
  fi
  if ! command -v timeout >/dev/null; then
    skip "$title: the command timeout is not here"
    return 0
  fi
  # The words of the inner shell are its arguments, not this one's.
  # shellcheck disable=SC2016
  if timeout "$seconds" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$4" 2>/dev/null; then outcome=open; fi
  case $2/$outcome in
    must/open | must-not/closed) pass "$title: $address port $4 is $outcome" ;;
    *) fail "$title: $address port $4 is $outcome" ;;
  esac
}
