# The batches beside this script have symbols such as @{load_balancer_1_dns_name} for what is known only once it is
# made. This script finds each in AWS, the way the scripts that made it do, puts it in and sends the batch.

usage() {
  cat <<'TEXT'
Usage: bash route53.sh [--dry-run] [--help]
  (no option)  find what the symbols stand for, send the batches in order, wait until they are in force
  --dry-run    print the batches with the symbols filled in; changes nothing
Environment:
  NETWRIGHT_PROFILE_<ACCOUNT>   named profile for an account of the design
  NETWRIGHT_VALUE_<SYMBOL>      value of a symbol, such as NETWRIGHT_VALUE_HOSTED_ZONE_1, in place of finding it
  NETWRIGHT_POLL_SECONDS        pause between two looks while waiting (5)
  NETWRIGHT_WAIT_LIMIT_SECONDS  give up waiting after this long (600)
TEXT
}

dry=''
for argument in "$@"; do
  case $argument in
    --dry-run) dry=yes ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
poll_seconds=${NETWRIGHT_POLL_SECONDS-5}
wait_limit=${NETWRIGHT_WAIT_LIMIT_SECONDS-600}
export AWS_PAGER=''
batch=$(mktemp)
trap 'rm -f "$batch"' EXIT
profile=() region='' title='' answer='' symbols=()

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

at() { # PROFILE REGION TITLE
  profile=()
  [ -z "$1" ] || profile=(--profile "$1")
  region=$2 title=$3
}

call() { # COMMAND...
  aws "$@" --region "$region" ${profile[@]+"${profile[@]}"}
}

ask() { # QUERY COMMAND...: sets answer
  local query=$1
  shift
  answer=$(call "$@" --query "$query" --output json) || die "$title: $1 $2 failed"
  case $answer in null | false | '""' | '[]' | '{}') answer='' ;; esac
  answer=${answer#\"}
  answer=${answer%\"}
}

symbol() { # VARIABLE QUERY COMMAND...: finds what a symbol stands for
  local variable=$1 given
  shift
  given=NETWRIGHT_VALUE_$(printf %s "$variable" | tr '[:lower:]' '[:upper:]')
  if [ -n "${!given-}" ]; then
    answer=${!given}
  elif [ $# -eq 0 ]; then
    die "$title: AWS has no call that finds it; set $given"
  else
    ask "$@"
  fi
  [ -n "$answer" ] || die "$title: not there; make it first, or set $given"
  # Route 53 writes ids as paths.
  answer=${answer#/hostedzone/}
  answer=${answer#/healthcheck/}
  printf -v "$variable" %s "$answer"
  symbols+=("$variable")
}

account() { # PROFILE REGION NUMBER NAME: stops before anything is touched where the caller is someone else
  at "$1" "$2" "account $4"
  ask Account sts get-caller-identity
  [ -n "$answer" ] || die "$title: who is calling is not known"
  if [ -n "$3" ] && [ "$3" != "$answer" ]; then
    die "$title: the design says $3, the credentials belong to $answer"
  fi
  say "$title: $answer"
}

send() { # ZONE-ID FILE: one batch, all or nothing
  local zone=$1 file=$2 name text change began=$SECONDS
  text=$(cat "$here/$file")
  for name in ${symbols[@]+"${symbols[@]}"}; do text=${text//"@{$name}"/"${!name}"}; done
  case $text in *'@{'*) die "$file: a symbol is left over" ;; esac
  if [ -n "$dry" ]; then
    printf '%s\n' "$text"
    return 0
  fi
  printf '%s\n' "$text" >"$batch"
  say "+ $file"
  change=$(call route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "file://$batch" --query ChangeInfo.Id --output text) || die "$file: refused"
  while :; do
    ask ChangeInfo.Status route53 get-change --id "$change"
    [ "$answer" != INSYNC ] || return 0
    [ $((SECONDS - began)) -lt "$wait_limit" ] || die "$file: still $answer after $wait_limit s"
    sleep "$poll_seconds"
  done
}
