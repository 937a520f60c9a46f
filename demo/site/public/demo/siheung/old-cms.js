// What the CMS of such a paper brings along: names for everybody, and a `$` of its own.
var $ = (id) => document.getElementById(id);
var today = new Date();
window.onload = () => {
  var days = '일월화수목금토';
  $('today').innerHTML =
    today.getFullYear() +
    '년 ' +
    (today.getMonth() + 1) +
    '월 ' +
    today.getDate() +
    '일 (' +
    days.charAt(today.getDay()) +
    ')';
};
